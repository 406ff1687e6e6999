import { MultiSelect, TagsInput } from '@mantine/core';
import { FieldInput } from '../fields/field-input.js';
import { dropdown } from '../fields/input-props.js';
import type { Field } from '../fields/object-shape.js';
import { usePeople } from '../fields/use-names.js';
import { useTexts } from '../i18n/texts.js';
import { type Comparison, type FilterColumn, takesSeveral, valueOf } from './columns.js';
import { filterTexts } from './texts.js';

interface Props {
  readonly column: FilterColumn;
  readonly comparison: Comparison;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

const FREE_TEXTS = new Set(['text', 'email', 'phone', 'url', 'longtext']);

/** What a column is compared with: several values where the comparison takes several, one by the field's own input otherwise. */
export function ValuesInput(props: Props) {
  const t = useTexts(filterTexts);
  const people = usePeople();
  const { column, comparison, values, onChange } = props;
  const { field } = column;
  const options = field.type === 'person' ? people.map(({ id, name }) => ({ value: id, title: name })) : field.options;
  if (takesSeveral(comparison) && options.length > 0) {
    return (
      <MultiSelect
        label={t('values')}
        data={options.map(({ value, title }) => ({ value, label: title }))}
        value={[...values]}
        onChange={onChange}
        searchable={options.length > 8}
        comboboxProps={dropdown}
        data-autofocus
      />
    );
  }
  if (takesSeveral(comparison) && FREE_TEXTS.has(field.type)) {
    return (
      <TagsInput
        label={t('values')}
        description={t('typeValue')}
        value={[...values]}
        onChange={onChange}
        acceptValueOnBlur
        comboboxProps={dropdown}
        data-autofocus
      />
    );
  }
  return (
    <FieldInput
      field={plainOf(field)}
      label={t('value')}
      value={values[0] === undefined ? null : valueOf(field, values[0])}
      onChange={(next) => onChange(next === null || next === undefined ? [] : [String(next)])}
      autoFocus
    />
  );
}

/** A moment is compared with a date, a text with any text. */
const plainOf = (field: Field): Field =>
  field.type === 'datetime' ? { ...field, type: 'date' } : FREE_TEXTS.has(field.type) ? { ...field, type: 'text', options: [] } : field;
