import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale, type Json, type JsonObject, type Text } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk, offeredFields, type Vocabulary } from '../../rule-builder/index.js';
import { editorOfField, emptyOf, withInput, type EditorKind, type Member } from './editor-kind.js';
import { InnerEditor } from './inner-editor.js';
import { MemberList } from './member-list.js';
import { TemplateInput } from './template-input.js';
import { formTexts } from './texts.js';
import type { ValueProps } from './value-props.js';
import styles from './schema-form.module.css';

type Nested = Pick<ValueProps, 'label' | 'onBlur' | 'isDisabled'> & { readonly value: JsonObject; readonly onChange: (value: JsonObject) => void };

/** Members inside a member. */
export function MembersEditor({ label, value, members, onChange, onBlur, isDisabled }: Nested & { readonly members: readonly Member[] }) {
  return (
    <fieldset className={styles.nested}>
      <legend className="unseen">{label}</legend>
      <MemberList members={members} value={value} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
    </fieldset>
  );
}

/** One text or several. */
export function TextsEditor({ label, value, onChange, onBlur, isDisabled }: ValueProps) {
  const t = useTexts(formTexts);
  const list = (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const tell = (next: readonly string[]): void => onChange(next.length === 1 ? (next[0] as string) : [...next]);
  return (
    <div className={styles.list}>
      {list.map((text, n) => (
        <div key={n} className={styles.listRow}>
          <TemplateInput
            label={list.length === 1 ? label : t('item', { label, n: n + 1 })}
            value={text}
            onChange={(next) => tell(list.with(n, next))}
            onBlur={onBlur}
            isDisabled={isDisabled}
          />
          {list.length > 1 && !isDisabled && (
            <Remove label={t('remove', { label: t('item', { label, n: n + 1 }) })} onClick={() => tell(list.toSpliced(n, 1))} />
          )}
        </div>
      ))}
      {!isDisabled && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} />} className={styles.addSmall} onClick={() => tell([...list, ''])}>
          {t('another')}
        </Button>
      )}
    </div>
  );
}

/** Any names with values, such as the headers of a request. */
export function MapEditor({ label, value, of, onChange, onBlur, isDisabled }: Nested & { readonly of: EditorKind }) {
  const t = useTexts(formTexts);
  const entries = Object.entries(value);
  const rename = (n: number, name: string): void => {
    if (name !== '' && !Object.hasOwn(value, name)) onChange(Object.fromEntries(entries.map(([key, old], at) => [at === n ? name : key, old])));
  };
  const fresh = (): string => {
    for (let n = 1; ; n++) if (!Object.hasOwn(value, `name${n}`)) return `name${n}`;
  };
  return (
    <div className={styles.list} role="group" aria-label={label}>
      {entries.map(([name, one], n) => (
        <div key={n} className={styles.entry}>
          <TextInput
            aria-label={t('name')}
            defaultValue={name}
            key={name}
            onBlur={(event) => rename(n, event.currentTarget.value.trim())}
            disabled={isDisabled}
          />
          <InnerEditor
            label={name}
            editor={of}
            value={one}
            onChange={(next) => onChange(withInput(value, name, next))}
            onBlur={onBlur}
            isDisabled={isDisabled}
          />
          {!isDisabled && <Remove label={t('remove', { label: name })} onClick={() => onChange(withInput(value, name, undefined))} />}
        </div>
      ))}
      {!isDisabled && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          className={styles.addSmall}
          onClick={() => onChange({ ...value, [fresh()]: emptyOf(of) })}
        >
          {t('addEntry')}
        </Button>
      )}
    </div>
  );
}

interface Settable {
  readonly name: string;
  readonly label: Text;
  readonly editor: EditorKind;
}

const VAR_EDITORS = { text: 'text', number: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', list: 'json', json: 'json' } as const;

function settable(of: 'fields' | 'vars', vocabulary: Vocabulary): readonly Settable[] {
  if (of === 'fields') return Object.entries(vocabulary.record).map(([name, field]) => ({ name, label: field.title, editor: editorOfField(field) }));
  return Object.entries(vocabulary.vars).map(([name, { type, title }]) => ({
    name,
    label: title ?? { en: name },
    editor: editorOfField({ type: VAR_EDITORS[type] }),
  }));
}

/** Fields of the record, or variables of the run, that a step sets. */
export function FieldsEditor({ label, value, of, onChange, onBlur, isDisabled }: Nested & { readonly of: 'fields' | 'vars' }) {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const [words, setWords] = useState('');
  const all = settable(of, vocabulary);
  const offered = of === 'fields' ? new Set(offeredFields(vocabulary).map(([name]) => name)) : null;
  const free = all
    .filter(({ name }) => offered?.has(name) !== false && !Object.hasOwn(value, name))
    .map((one) => ({ value: one.name, label: inLocale(one.label, language) }));
  const add = (name: string | null): void => {
    const chosen = all.find((one) => one.name === name);
    setWords('');
    if (chosen) onChange({ ...value, [chosen.name]: emptyOf(chosen.editor) });
  };
  return (
    <div className={styles.list} role="group" aria-label={label}>
      {Object.entries(value).map(([name, one]) => {
        const known = all.find((candidate) => candidate.name === name);
        const title = known ? inLocale(known.label, language) : name;
        return (
          <div key={name} className={styles.member}>
            <span className={styles.label} data-unknown={!known || undefined}>
              {title}
            </span>
            <InnerEditor
              label={title}
              editor={known?.editor ?? { kind: 'any' }}
              value={one}
              onChange={(next) => onChange(withInput(value, name, next))}
              onBlur={onBlur}
              isDisabled={isDisabled}
              onLeaveOut={() => onChange(withInput(value, name, undefined))}
            />
          </div>
        );
      })}
      {!isDisabled && free.length > 0 && (
        <Select
          aria-label={t(of === 'fields' ? 'addField' : 'addVar')}
          placeholder={t(of === 'fields' ? 'addField' : 'addVar')}
          data={free}
          value={null}
          searchValue={words}
          onSearchChange={setWords}
          onChange={add}
          searchable
          leftSection={<IconPlus size={14} />}
          comboboxProps={{ withinPortal: true }}
        />
      )}
    </div>
  );
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} onClick={onClick}>
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
