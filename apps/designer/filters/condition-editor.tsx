import { Button, Group, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { dropdown } from '../fields/input-props.js';
import { useTexts } from '../i18n/texts.js';
import { type Comparison, comparisonOf, comparisonsFor, type FilterColumn, signOf, takesNone } from './columns.js';
import { wordOf } from './condition-words.js';
import styles from './filter-bar.module.css';
import type { Condition } from './filter-text.js';
import { filterTexts } from './texts.js';
import { ValuesInput } from './values-input.js';

interface Props {
  readonly columns: readonly FilterColumn[];
  /** To be changed; a new one when absent. */
  readonly condition?: Condition;
  readonly onApply: (condition: Condition) => void;
  readonly onCancel: () => void;
}

interface Draft {
  readonly path: string | null;
  readonly comparison: Comparison;
  readonly values: readonly string[];
}

/** Field, comparison and values of one condition. */
export function ConditionEditor({ columns, condition, onApply, onCancel }: Props) {
  const t = useTexts(filterTexts);
  const [{ path, comparison, values }, setDraft] = useState<Draft>(() => draftOf(condition));
  const column = columns.find((one) => one.path === path);
  const choose = (next: string | null): void => {
    const field = columns.find((one) => one.path === next)?.field;
    setDraft({ path: next, comparison: field ? (comparisonsFor(field)[0] ?? 'one-of') : 'one-of', values: [] });
  };
  const isReady = column !== undefined && (takesNone(comparison) || values.some((value) => value.trim() !== ''));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // A popover stands in the tree of a form at times.
    event.stopPropagation();
    if (column && isReady) onApply({ kind: 'condition', path: column.path, operator: signOf(comparison), values: takesNone(comparison) ? [] : values });
  };
  return (
    <form onSubmit={submit} className={styles.editor}>
      <Stack gap="sm">
        <Select
          label={t('field')}
          placeholder={t('chooseField')}
          data={useGroups(columns)}
          value={path}
          onChange={choose}
          searchable
          data-autofocus={condition === undefined || undefined}
          comboboxProps={dropdown}
          maxDropdownHeight={280}
        />
        {column && (
          <Select
            label={t('comparison')}
            data={comparisonsFor(column.field).map((value) => ({ value, label: t(wordOf(column.field, value)) }))}
            value={comparison}
            onChange={(next) => setDraft({ path, comparison: (next ?? comparison) as Comparison, values })}
            comboboxProps={dropdown}
          />
        )}
        {column && !takesNone(comparison) && (
          <ValuesInput
            key={column.path}
            column={column}
            comparison={comparison}
            values={values}
            onChange={(next) => setDraft({ path, comparison, values: next })}
          />
        )}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" size="xs" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="xs" disabled={!isReady}>
            {t('apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const draftOf = (condition: Condition | undefined): Draft =>
  condition
    ? { path: condition.path, comparison: comparisonOf(condition.operator, condition.values), values: condition.values }
    : { path: null, comparison: 'one-of', values: [] };

function useGroups(columns: readonly FilterColumn[]) {
  const t = useTexts(filterTexts);
  const names = { record: t('ofRecord'), pipeline: t('ofPipeline'), system: t('ofSystem') };
  const groups = new Map<string, { readonly value: string; readonly label: string }[]>();
  for (const { path, title, group, via } of columns) {
    const name = group === 'related' ? t('ofRelated', { reference: via ?? '' }) : names[group];
    groups.set(name, [...(groups.get(name) ?? []), { value: path, label: title }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
