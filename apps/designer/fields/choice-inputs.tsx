import { MultiSelect, Select } from '@mantine/core';
import { useTexts } from '../i18n/texts.js';
import { dropdown, type FieldInputProps, shared } from './input-props.js';
import { type FieldOption, offeredOptions } from './object-shape.js';
import { fieldTexts } from './texts.js';
import { usePeople } from './use-names.js';

const SEARCHED_FROM = 8;
const asData = (options: readonly FieldOption[]) => options.map(({ value, title }) => ({ value, label: title }));

interface OneOfProps extends FieldInputProps {
  readonly options: readonly FieldOption[];
}

function OneOf(props: OneOfProps) {
  const t = useTexts(fieldTexts);
  const { value, onChange, options, isRequired } = props;
  return (
    <Select
      {...shared(props)}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(next) => onChange(next)}
      data={asData(options)}
      searchable={options.length >= SEARCHED_FROM}
      clearable={!isRequired}
      clearButtonProps={{ 'aria-label': t('clear') }}
      placeholder={t('choose')}
      nothingFoundMessage={t('nothingFound')}
      comboboxProps={dropdown}
      checkIconPosition="right"
    />
  );
}

/** One of the field's options. */
export const ChoiceInput = (props: FieldInputProps) => <OneOf {...props} options={offeredOptions(props.field, props.value)} />;

/** Several of the field's options. */
export function ChoicesInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const { field, value, onChange } = props;
  const chosen = Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  return (
    <MultiSelect
      {...shared(props)}
      value={chosen}
      onChange={(next) => onChange(next.length === 0 ? null : next)}
      data={asData(offeredOptions(field, value))}
      searchable={field.options.length >= SEARCHED_FROM}
      placeholder={chosen.length === 0 ? t('choose') : undefined}
      nothingFoundMessage={t('nothingFound')}
      comboboxProps={dropdown}
    />
  );
}

/** Yes, no, or unfilled. */
export function BooleanInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const options = [
    { value: 'true', title: t('yes') },
    { value: 'false', title: t('no') },
  ];
  const value = typeof props.value === 'boolean' ? String(props.value) : null;
  return <OneOf {...props} options={options} value={value} onChange={(next) => props.onChange(next === null ? null : next === 'true')} />;
}

/** A colleague. */
export function PersonInput(props: FieldInputProps) {
  const people = usePeople();
  return <OneOf {...props} options={people.map(({ id, name }) => ({ value: id, title: name }))} />;
}
