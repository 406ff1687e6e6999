import { Autocomplete, Select } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { formTexts } from './texts.js';
import type { ValueProps } from './value-props.js';

/** One of the workspace's models or segment sets; one that is made later is written by its key. */
export function NamedEditor({ label, named, value, onChange, onBlur, isDisabled }: ValueProps & { readonly named: 'model' | 'segment-set' }) {
  const t = useTexts(formTexts);
  const format = useFormat();
  const { vocabulary } = useDesk();
  const [isTyped, setTyped] = useState(false);
  const things = named === 'model' ? vocabulary.models : vocabulary.segmentSets;
  const text = value === null ? '' : String(value);
  const isKnown = things !== null && things.some(({ id }) => id === text);
  const shared = { 'aria-label': label, onBlur, disabled: isDisabled, comboboxProps: { withinPortal: true }, value: text };
  if (things === null) return <Select {...shared} data={text === '' ? [] : [text]} onChange={onChange} placeholder={t('notKnownYet')} allowDeselect={false} />;
  if (!isTyped && things.length > 0 && (isKnown || text === ''))
    return (
      <Select
        {...shared}
        data={things.map(({ id, title }) => ({ value: id, label: format.text(title) }))}
        onChange={onChange}
        searchable={things.length > 7}
        error={text === ''}
      />
    );
  const write = (next: string): void => {
    // It goes on being written when what is typed so far happens to be known.
    setTyped(true);
    onChange(next);
  };
  return (
    <Autocomplete
      {...shared}
      description={isKnown || text === '' ? undefined : t('notHereYet')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={things.map(({ id }) => id)}
      onChange={write}
    />
  );
}
