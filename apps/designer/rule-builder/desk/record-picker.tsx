import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { JsonObject } from '#kernel';
import { useAnswer } from '../../api/use-answer.js';
import { useTexts } from '../../i18n/texts.js';
import { ruleTexts } from '../words/texts.js';
import { useDesk } from './desk.js';

interface Props {
  readonly label: string;
  readonly object: string;
  /** Only records with a run of this pipeline. */
  readonly pipeline?: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly isLabelHidden?: boolean;
}

const FOUND = 20;

/** Finds one record by its words. */
export function RecordPicker({ label, object, pipeline, value, onChange, isLabelHidden }: Props) {
  const t = useTexts(ruleTexts);
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words, 200);
  const options = useFound({ object, pipeline, value, words: asked });
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      placeholder={t('pickRecord')}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      clearable
      filter={({ options: all }) => all}
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage={t('noRecord')}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

interface Asked {
  readonly object: string;
  readonly pipeline: string | undefined;
  readonly value: string | null;
  readonly words: string;
}

/** The records with these words, and the chosen one whatever the words are. */
function useFound({ object, pipeline, value, words }: Asked): { readonly value: string; readonly label: string }[] {
  const { vocabulary } = useDesk();
  const nameField = vocabulary.objects[object]?.nameField ?? 'name';
  const option = (id: string, fields: unknown) => ({ value: id, label: String((fields as JsonObject)[nameField] ?? id) });
  const record = useAnswer('getRecord', { params: { object, id: value ?? '' } }, { enabled: value !== null }).data;
  const chosen = value !== null && record ? option(value, record.fields) : null;
  const query = { limit: FOUND, ...(words !== '' && words !== chosen?.label ? { q: words } : {}), ...(pipeline === undefined ? {} : { pipeline }) };
  const found = useAnswer('listRecords', { params: { object }, query }, { keepsPrevious: true }).data;
  const options = (found?.items ?? []).map(({ id, fields }) => option(id, fields));
  return chosen === null || options.some((one) => one.value === chosen.value) ? options : [chosen, ...options];
}
