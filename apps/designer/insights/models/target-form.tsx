import { NativeSelect, NumberInput } from '@mantine/core';
import { FieldInput, useObjects, useOutcomeTitle, type ObjectShape, type PipelineWords } from '../../fields/index.js';
import { usePipelinesOf } from '../../fields/use-pipelines.js';
import { useTexts } from '../../i18n/texts.js';
import { type Draft, isChance, isPredictable, KINDS, mayHavePipeline, TARGETS, withKind, withObject, withPipeline } from './draft.js';
import { modelFormTexts } from './form-texts.js';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** What a new model predicts: its kind, whose records, and what counts. */
export function TargetForm({ draft, onChange, words }: Props & { readonly words: PipelineWords | undefined }) {
  const t = useTexts(modelFormTexts);
  const objects = useObjects() ?? [];
  const pipelines = usePipelinesOf(draft.object);
  const { kind, target, pipeline } = draft;
  const object = objects.find(({ key }) => key === draft.object);
  const none = target === 'outcome' ? { value: '', label: t('choose') } : { value: '', label: t('noPipeline') };
  return (
    <>
      <NativeSelect
        label={t('kind')}
        data={KINDS.map((value) => ({ value, label: t(`kind-${value}`) }))}
        value={kind}
        onChange={({ currentTarget: { value } }) => onChange(withKind(draft, KINDS.find((one) => one === value) ?? kind))}
      />
      {target !== 'purchases' && (
        <NativeSelect
          label={t('object')}
          data={objects.map(({ key, plural }) => ({ value: key, label: plural }))}
          value={draft.object}
          onChange={({ currentTarget: { value } }) => onChange(withObject(draft, value))}
        />
      )}
      {mayHavePipeline(kind) && (
        <NativeSelect
          label={t('pipeline')}
          data={[none, ...pipelines.map(({ key, title }) => ({ value: key, label: title }))]}
          value={pipeline ?? ''}
          required={target === 'outcome'}
          onChange={({ currentTarget: { value } }) => onChange(withPipeline(draft, value === '' ? null : value))}
        />
      )}
      {TARGETS[kind].length > 1 && (
        <NativeSelect
          label={t('target')}
          data={(['outcome', 'field', 'field-within'] as const).map((value) => ({ value, label: t(`target-${value}`) }))}
          value={target}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, target: TARGETS[kind].find((one) => one === value) ?? target })}
        />
      )}
      {target === 'outcome' && <Outcome draft={draft} onChange={onChange} words={words} />}
      {(target === 'field' || target === 'field-within') && object && <FieldTarget draft={draft} onChange={onChange} object={object} />}
    </>
  );
}

function Outcome({ draft, onChange, words }: Props & { readonly words: PipelineWords | undefined }) {
  const t = useTexts(modelFormTexts);
  const outcomeTitle = useOutcomeTitle();
  const outcomes = words?.outcomes ?? [];
  return (
    <NativeSelect
      label={t('positive')}
      data={[{ value: '', label: t('choose') }, ...outcomes.map((value) => ({ value, label: outcomeTitle(value) }))]}
      value={draft.positive}
      required
      disabled={draft.pipeline === null}
      onChange={({ currentTarget: { value } }) => onChange({ ...draft, positive: value })}
    />
  );
}

function FieldTarget({ draft, onChange, object }: Props & { readonly object: ObjectShape }) {
  const t = useTexts(modelFormTexts);
  const fields = object.fields.filter((field) => isPredictable(field, draft.kind));
  const field = fields.find(({ name }) => name === draft.field);
  return (
    <>
      <NativeSelect
        label={t('field')}
        data={[{ value: '', label: t('choose') }, ...fields.map(({ name, title }) => ({ value: name, label: title }))]}
        value={draft.field}
        required
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, field: value, equals: null })}
      />
      {field && isChance(draft.kind) && (
        <FieldInput
          field={field}
          label={t('equals')}
          value={draft.equals}
          isRequired
          onChange={(equals) =>
            onChange({ ...draft, equals: typeof equals === 'string' || typeof equals === 'number' || typeof equals === 'boolean' ? equals : null })
          }
        />
      )}
      {draft.target === 'field-within' && (
        <NumberInput
          label={t('days')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={draft.days}
          onChange={(days) => typeof days === 'number' && onChange({ ...draft, days })}
        />
      )}
    </>
  );
}
