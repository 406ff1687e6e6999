import { Button, Select, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale, type Json } from '#kernel';
import type { VarDocument } from '#pipeline';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { CardMenu } from '../actions/index.js';
import cards from '../actions/actions.module.css';
import { freshFieldName } from './field-words.js';
import { Section, TextPair } from './fields.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

const TYPES = ['text', 'number', 'boolean', 'date', 'datetime', 'list', 'json'] as const;

/** The variables that each run keeps for itself. */
export function VariableList({ isDisabled }: { readonly isDisabled: boolean }) {
  const t = useTexts(inspectorTexts);
  const { do: act } = useDesignerActions();
  const vars = useDesigner((state) => state.history.document.vars);
  const entries = Object.entries(vars ?? {});
  const add = (): void => void act({ kind: 'variable.set', name: freshFieldName(Object.keys(vars ?? {}), 'var'), variable: { type: 'number', default: 0 } });
  return (
    <Section title={t('vars')} count={entries.length} startsOpen={entries.length > 0}>
      <ol className={cards.cards}>
        {entries.map(([name, variable]) => (
          <VariableCard key={name} name={name} variable={variable} isDisabled={isDisabled} />
        ))}
      </ol>
      {!isDisabled && (
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add} className={styles.add}>
          {t('addVar')}
        </Button>
      )}
    </Section>
  );
}

function VariableCard({ name, variable, isDisabled }: { readonly name: string; readonly variable: VarDocument; readonly isDisabled: boolean }) {
  const t = useTexts(inspectorTexts);
  const { language } = useLanguage();
  const { do: act, seal } = useDesignerActions();
  const [isOpen, setOpen] = useState(false);
  const title = variable.title ? inLocale(variable.title, language) : name;
  const set = (next: { readonly [K in keyof VarDocument]?: VarDocument[K] | undefined }): void => {
    const kept = Object.entries({ ...variable, ...next }).filter(([, value]) => value !== undefined);
    act({ kind: 'variable.set', name, variable: Object.fromEntries(kept) as unknown as VarDocument });
  };
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <UnstyledButton className={cards.cardButton} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconChevronRight size={14} aria-hidden className={cards.chevron} data-open={isOpen || undefined} />
          <span className={cards.cardTitle}>{title}</span>
          <span className={cards.kind}>{t(`type-${variable.type}`)}</span>
        </UnstyledButton>
        {!isDisabled && (
          <CardMenu
            label={t('more', { name: title })}
            number={1}
            count={1}
            onMove={() => undefined}
            onRemove={() => act({ kind: 'variable.set', name, variable: null })}
          />
        )}
      </div>
      {isOpen && (
        <div className={cards.cardBody}>
          <TextPair kind="title" value={variable.title} isDisabled={isDisabled} placeholder={name} onChange={(next) => set({ title: next ?? undefined })} />
          <TextInput label={t('name')} value={`vars.${name}`} readOnly disabled={isDisabled} />
          <Select
            label={t('type')}
            data={TYPES.map((type) => ({ value: type, label: t(`type-${type}`) }))}
            value={variable.type}
            onChange={(type) => type !== null && set({ type: type as VarDocument['type'], default: undefined })}
            disabled={isDisabled}
            comboboxProps={{ withinPortal: true }}
          />
          <TextInput
            label={t('default')}
            value={
              variable.default === undefined || variable.default === null
                ? ''
                : typeof variable.default === 'string'
                  ? variable.default
                  : JSON.stringify(variable.default)
            }
            onChange={(event) => set({ default: startValue(event.currentTarget.value, variable.type) })}
            onBlur={seal}
            disabled={isDisabled}
          />
        </div>
      )}
    </li>
  );
}

function startValue(text: string, type: VarDocument['type']): Json | undefined {
  if (text === '') return undefined;
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return text === 'true';
  if (type !== 'list' && type !== 'json') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
