import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { dropdown, type FieldInputProps, shared } from './input-props.js';
import { offeredOptions } from './object-shape.js';
import { fieldTexts } from './texts.js';

const TYPES: Readonly<Record<string, 'email' | 'tel' | 'url'>> = { email: 'email', phone: 'tel', url: 'url' };
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** Text, e-mail, phone, web address; with suggestions where the field has options. */
export function TextFieldInput(props: FieldInputProps) {
  const { field, value, onChange } = props;
  if (field.options.length > 0) return <SuggestedText {...props} />;
  const kind = TYPES[field.type];
  return (
    <TextInput
      {...shared(props)}
      type={kind ?? 'text'}
      inputMode={kind}
      placeholder={kind === 'url' ? 'https://' : undefined}
      value={asText(value)}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
      autoComplete="off"
    />
  );
}

/** Options are suggestions: what they are titled is shown, what they stand for is kept, anything else may be written. */
function SuggestedText(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const title = field.options.find((option) => option.value === value)?.title ?? asText(value);
  const change = (text: string): void => onChange(field.options.find((option) => option.title === text)?.value ?? orNull(text));
  return (
    <Autocomplete
      {...shared(props)}
      // A list that opens by itself would lie over the buttons of a dialog, and take its Escape.
      openOnFocus={false}
      value={title}
      onChange={change}
      data={[...new Set(offeredOptions(field, value).map((option) => option.title))]}
      comboboxProps={dropdown}
    />
  );
}

export function LongTextInput(props: FieldInputProps) {
  const { value, onChange, isBare } = props;
  return (
    <Textarea
      {...shared(props)}
      autosize
      minRows={isBare ? 1 : 3}
      maxRows={12}
      value={asText(value)}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
    />
  );
}

/** JSON as text; told on only while it is valid. */
export function JsonFieldInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const [text, setText] = useState(() => (props.value === null || props.value === undefined ? '' : JSON.stringify(props.value, null, 2)));
  const parsed = parse(text);
  const change = (next: string): void => {
    setText(next);
    const value = parse(next);
    if (value.ok) props.onChange(value.value);
  };
  return (
    <Textarea
      {...shared(props)}
      autosize
      minRows={2}
      maxRows={16}
      ff="monospace"
      spellCheck={false}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      error={parsed.ok ? (props.error ?? false) : t('notJson')}
    />
  );
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (text.trim() === '') return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}
