import { Textarea, TextInput } from '@mantine/core';
import { inLocale, type Json } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useDesk } from '../../rule-builder/index.js';
import { editorOfField } from '../schema-form/editor-kind.js';
import { PlainEditor } from '../schema-form/plain-editor.js';
import styles from './simulation.module.css';

interface Props {
  readonly name: string;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
}

/** A field of the record with its label; texts are plain, without variables. */
export function FieldEditor({ name, value, onChange }: Props) {
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const field = vocabulary.record[name];
  const label = field ? inLocale(field.title, language) : name;
  const editor = field ? editorOfField(field) : ({ kind: 'text', isLong: false } as const);
  if (editor.kind === 'text') {
    const Input = editor.isLong ? Textarea : TextInput;
    return <Input label={label} value={typeof value === 'string' ? value : ''} onChange={(event: Typed) => onChange(event.currentTarget.value)} />;
  }
  return (
    <div className={styles.labelled}>
      <span>{label}</span>
      <PlainEditor label={label} editor={editor} value={value} onChange={onChange} isDisabled={false} />
    </div>
  );
}

type Typed = { readonly currentTarget: { readonly value: string } };
