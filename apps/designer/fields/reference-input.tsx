import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { dropdown, type FieldInputProps, shared } from './input-props.js';
import { fieldTexts } from './texts.js';
import { useName, useRecordName } from './use-names.js';

const MOST = 20;
const WAIT_MS = 150;

/** A record of the object that the field points to: typed to search, the ones changed last offered first. */
export function ReferenceInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const { field, value, onChange, isRequired } = props;
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const { data, isFetching } = useReferenceOptions(field.object ?? '', chosen, typed, isOpen);
  return (
    <Select
      {...shared(props)}
      value={chosen}
      onChange={(next) => onChange(next)}
      data={data}
      searchable
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      // The engine has looked already.
      filter={({ options }) => options}
      clearable={!isRequired}
      clearButtonProps={{ 'aria-label': t('clear') }}
      placeholder={t('typeToSearch')}
      nothingFoundMessage={isFetching ? t('searching') : t('nothingFound')}
      rightSection={isOpen && isFetching ? <Loader size={16} /> : undefined}
      comboboxProps={dropdown}
      checkIconPosition="right"
    />
  );
}

function useReferenceOptions(object: string, chosen: string | null, typed: string, isOpen: boolean) {
  const nameOf = useRecordName();
  const name = useName(chosen === null ? null : { object, id: chosen }) ?? '…';
  // The name of what is chosen stands in the same box: that is no search.
  const [q] = useDebouncedValue(typed === name ? '' : typed.trim(), WAIT_MS);
  const query = q === '' ? { limit: MOST } : { limit: MOST, q };
  const { data, isFetching } = useAnswer('listRecords', { params: { object }, query }, { enabled: isOpen, keepsPrevious: true });
  const found = (data?.items ?? []).map((record) => ({ value: record.id, label: nameOf(record) }));
  const isAmong = chosen === null || found.some((option) => option.value === chosen);
  return { data: isAmong ? found : [{ value: chosen, label: name }, ...found], isFetching };
}
