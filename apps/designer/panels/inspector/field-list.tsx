import { Button, Select, Switch, TextInput, Textarea, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale } from '#kernel';
import { FIELD_KINDS, type FieldDefinition, type FieldKind } from '#pipeline';
import type { Place } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useFormat } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { CardMenu } from '../actions/index.js';
import cards from '../actions/actions.module.css';
import { freshFieldName, optionsOf, optionsText } from './field-words.js';
import { Section, TextPair } from './fields.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

/** The fields that the pipeline brings to its object. */
export function FieldList({ place, isDisabled }: { readonly place: Place | null; readonly isDisabled: boolean }) {
  const t = useTexts(inspectorTexts);
  const { do: act } = useDesignerActions();
  const { vocabulary } = useDesk();
  const fields = useDesigner((state) => state.history.document.fields);
  const entries = Object.entries(fields ?? {});
  const add = (): void => {
    const name = freshFieldName(Object.keys(vocabulary.record));
    act({ kind: 'field.set', name, field: { type: 'text', title: { en: name } } });
  };
  return (
    <Section title={t('fields')} count={entries.length} startsOpen={entries.length > 0}>
      <ol className={cards.cards}>
        {entries.map(([name, field], index) => (
          <FieldCard
            key={name}
            name={name}
            field={field}
            index={index}
            count={entries.length}
            startsOpen={place?.kind === 'field' && place.name === name}
            isDisabled={isDisabled}
          />
        ))}
      </ol>
      {!isDisabled && (
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add} className={styles.add}>
          {t('addField')}
        </Button>
      )}
    </Section>
  );
}

interface CardProps {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly index: number;
  readonly count: number;
  readonly startsOpen: boolean;
  readonly isDisabled: boolean;
}

function FieldCard({ name, field, index, count, startsOpen, isDisabled }: CardProps) {
  const t = useTexts(inspectorTexts);
  const { language } = useLanguage();
  const { do: act } = useDesignerActions();
  const [isOpen, setOpen] = useState(startsOpen);
  const title = inLocale(field.title, language);
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <UnstyledButton className={cards.cardButton} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconChevronRight size={14} aria-hidden className={cards.chevron} data-open={isOpen || undefined} />
          <span className={cards.cardTitle}>{title}</span>
          <span className={cards.kind}>{t(`type-${field.type}`)}</span>
        </UnstyledButton>
        {!isDisabled && (
          <CardMenu
            label={t('more', { name: title })}
            number={index + 1}
            count={count}
            onMove={(to) => act({ kind: 'field.reorder', name, to })}
            onRemove={() => act({ kind: 'field.set', name, field: null })}
          />
        )}
      </div>
      {isOpen && <FieldForm name={name} field={field} isDisabled={isDisabled} />}
    </li>
  );
}

function FieldForm({ name, field, isDisabled }: Pick<CardProps, 'name' | 'field' | 'isDisabled'>) {
  const t = useTexts(inspectorTexts);
  const format = useFormat();
  const { do: act, seal } = useDesignerActions();
  const { vocabulary } = useDesk();
  const set = (next: Partial<FieldDefinition>): void => {
    const kept = Object.entries({ ...field, ...next }).filter(([, value]) => value !== undefined && value !== false);
    act({ kind: 'field.set', name, field: Object.fromEntries(kept) as unknown as FieldDefinition });
  };
  const hasOptions = field.type === 'choice' || field.type === 'choices';
  return (
    <div className={cards.cardBody}>
      <TextPair kind="title" value={field.title} isDisabled={isDisabled} onChange={(title) => title && set({ title })} />
      <TextInput label={t('name')} value={name} readOnly disabled={isDisabled} />
      <Select
        label={t('type')}
        data={FIELD_KINDS.map((kind) => ({ value: kind, label: t(`type-${kind}`) }))}
        value={field.type}
        onChange={(type) =>
          type !== null &&
          set({
            type: type as FieldKind,
            options: type === 'choice' || type === 'choices' ? (field.options ?? []) : undefined,
            object: type === 'reference' ? (field.object ?? 'account') : undefined,
          })
        }
        disabled={isDisabled}
        comboboxProps={{ withinPortal: true }}
      />
      {hasOptions && (
        <Textarea
          label={t('options')}
          defaultValue={optionsText(field.options ?? [])}
          onBlur={(event) => {
            set({ options: optionsOf(event.currentTarget.value, field.options ?? []) });
            seal();
          }}
          autosize
          minRows={3}
          disabled={isDisabled}
        />
      )}
      {field.type === 'reference' && (
        <Select
          label={t('ofObject')}
          data={Object.entries(vocabulary.objects).map(([key, { title }]) => ({ value: key, label: format.text(title) }))}
          value={field.object ?? null}
          onChange={(object) => object !== null && set({ object })}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
      )}
      <Switch
        label={t('required')}
        checked={field.required === true}
        onChange={(event) => set({ required: event.currentTarget.checked })}
        disabled={isDisabled}
      />
      <Switch
        label={t('personal')}
        checked={field.personal === true}
        onChange={(event) => set({ personal: event.currentTarget.checked })}
        disabled={isDisabled}
      />
    </div>
  );
}
