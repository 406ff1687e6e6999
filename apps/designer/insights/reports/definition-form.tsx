import { Group, MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import { dropdown } from '../../fields/input-props.js';
import { useObjects } from '../../fields/use-objects.js';
import { usePipelinesOf } from '../../fields/use-pipelines.js';
import { usePipelineWords } from '../../fields/use-pipeline-words.js';
import { FilterBar, useFilterColumns } from '../../filters/index.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import type { PipelineWords } from '../../fields/pipeline-words.js';
import { useTexts } from '../../i18n/texts.js';
import { BUCKETS, CHART_KINDS, type Definition, readGroup, withGroup } from './definition.js';
import { reportTexts } from './texts.js';

interface Props {
  readonly definition: Definition;
  readonly onChange: (definition: Definition) => void;
}

/** Whose records, what is counted, by what, which of them, how it is shown. */
export function DefinitionForm({ definition, onChange }: Props) {
  const t = useTexts(reportTexts);
  const objects = useObjects() ?? [];
  const object = objects.find(({ key }) => key === definition.object);
  const pipelines = usePipelinesOf(definition.object);
  const words = usePipelineWords(definition.pipeline ?? null) ?? null;
  const { pipeline: _, filter: __, sort: ___, ...rest } = definition;
  return (
    <>
      <NativeSelect
        label={t('object')}
        data={objects.map(({ key, plural }) => ({ value: key, label: plural }))}
        value={definition.object}
        onChange={({ currentTarget: { value } }) => onChange({ ...rest, object: value, measures: ['count'], groups: [] })}
      />
      {pipelines.length > 0 && (
        <NativeSelect
          label={t('pipeline')}
          data={[{ value: '', label: t('noPipeline') }, ...pipelines.map(({ key, title }) => ({ value: key, label: title }))]}
          value={definition.pipeline ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ ...rest, measures: ['count'], groups: [], ...(value === '' ? {} : { pipeline: value }) })}
        />
      )}
      {object && <Measures object={object} definition={definition} onChange={onChange} />}
      {object && <Groups object={object} pipeline={words} definition={definition} onChange={onChange} />}
      {object && (
        <FilterBar
          object={object}
          pipeline={words}
          filter={definition.filter}
          q={undefined}
          hasSearch={false}
          onChange={({ filter }) => {
            const { filter: _before, ...without } = definition;
            onChange(filter === undefined ? without : { ...without, filter });
          }}
        />
      )}
      <Look definition={definition} onChange={onChange} />
    </>
  );
}

const NUMBERS = new Set(['number', 'integer', 'money']);

/** What a measure is called: `sum:close_value` is the sum of its field. */
function useMeasureNames(object: ObjectShape | undefined): (measure: string) => string {
  const t = useTexts(reportTexts);
  return (measure) => {
    const [how = '', field = ''] = measure.split(':');
    const title = field === 'cycleDays' ? t('cycleDays') : (object?.byName.get(field)?.title ?? field);
    return how === 'sum' || how === 'avg' || how === 'median' ? t(how, { field: title }) : t('count');
  };
}

function Measures({ object, definition, onChange }: Props & { readonly object: ObjectShape }) {
  const t = useTexts(reportTexts);
  const nameOf = useMeasureNames(object);
  const fields = object.fields.filter(({ type }) => NUMBERS.has(type)).map(({ name }) => name);
  const measured = definition.pipeline === undefined ? fields : [...fields, 'cycleDays'];
  const all = ['count', ...measured.flatMap((field) => ['sum', 'avg', 'median'].map((how) => `${how}:${field}`))];
  return (
    <MultiSelect
      label={t('measures')}
      data={all.map((value) => ({ value, label: nameOf(value) }))}
      value={[...definition.measures]}
      onChange={(measures) => {
        const { sort: _, ...without } = definition;
        onChange({ ...without, measures });
      }}
      maxValues={6}
      searchable={all.length > 8}
      comboboxProps={dropdown}
      required
    />
  );
}

const UNGROUPED = new Set(['longtext', 'json', 'choices']);

function Groups({ object, pipeline, definition, onChange }: Props & { readonly object: ObjectShape; readonly pipeline: PipelineWords | null }) {
  const t = useTexts(reportTexts);
  const columns = useFilterColumns(object, pipeline).filter(
    ({ path, field }) =>
      !UNGROUPED.has(field.type) &&
      (field.retired !== true || definition.groups.some((group) => readGroup(group).path === path)) &&
      path !== 'tags' &&
      path !== 'open' &&
      path !== 'cycleDays',
  );
  const places = [0, 1].slice(0, definition.groups.length + 1);
  return places.map((place) => {
    const group = definition.groups[place] === undefined ? null : readGroup(definition.groups[place]);
    const isDate = (path: string): boolean => ['date', 'datetime'].includes(columns.find((column) => column.path === path)?.field.type ?? '');
    return (
      <Group key={place} grow align="flex-start">
        <NativeSelect
          label={place === 0 ? t('group1') : t('group2')}
          data={[{ value: '', label: t('noGroup') }, ...columns.map(({ path, title }) => ({ value: path, label: title }))]}
          value={group?.path ?? ''}
          onChange={({ currentTarget: { value: path } }) =>
            onChange(withGroup(definition, place, path === '' ? null : { path, bucket: isDate(path) ? 'month' : null }))
          }
        />
        {group !== null && isDate(group.path) && (
          <NativeSelect
            label={t('per')}
            data={BUCKETS.map((value) => ({ value, label: t(value) }))}
            value={group.bucket ?? 'day'}
            onChange={({ currentTarget: { value } }) =>
              onChange(withGroup(definition, place, { path: group.path, bucket: BUCKETS.find((one) => one === value) ?? 'day' }))
            }
          />
        )}
      </Group>
    );
  });
}

function Look({ definition, onChange }: Props) {
  const t = useTexts(reportTexts);
  const objects = useObjects();
  const nameOf = useMeasureNames(objects?.find(({ key }) => key === definition.object));
  const { sort, limit, ...rest } = definition;
  return (
    <>
      <NativeSelect
        label={t('sort')}
        data={[
          { value: '', label: t('sortGroup') },
          ...definition.measures.map((measure) => ({ value: `-${measure}`, label: t('most', { measure: nameOf(measure) }) })),
        ]}
        value={sort ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ...rest, ...(limit === undefined ? {} : { limit }), ...(value === '' ? {} : { sort: value }) })}
      />
      <Group grow align="flex-start">
        <NativeSelect
          label={t('chart')}
          data={CHART_KINDS.map((value) => ({ value, label: t(value) }))}
          value={definition.chart}
          onChange={({ currentTarget: { value } }) => onChange({ ...definition, chart: CHART_KINDS.find((kind) => kind === value) ?? 'table' })}
        />
        <NumberInput
          label={t('limit')}
          min={1}
          max={1000}
          allowDecimal={false}
          value={limit ?? ''}
          onChange={(value) =>
            onChange({ ...rest, ...(sort === undefined ? {} : { sort }), ...(typeof value === 'number' && value >= 1 ? { limit: value } : {}) })
          }
        />
      </Group>
    </>
  );
}
