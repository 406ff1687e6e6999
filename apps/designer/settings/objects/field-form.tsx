import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { draftsOf, inBoth, type OptionDraft, optionsFrom } from './field-options.js';
import { FIELD_TYPES, type FieldType, nameFrom } from './field-types.js';
import { OptionRows } from './option-rows.js';

/** A field as the API tells it, with its title in both languages. */
export type GivenField = Answer<'listObjects'>['items'][number]['fields'][number];

interface Draft {
  readonly en: string;
  readonly zh: string;
  /** Null: made from the title. */
  readonly name: string | null;
  readonly type: FieldType;
  /** Those that are there. */
  readonly options: readonly OptionDraft[];
  /** More of them, one a line. */
  readonly more: string;
  readonly pointsTo: string;
  readonly personal: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  readonly indexed: boolean;
}

const EMPTY: Draft = {
  en: '',
  zh: '',
  name: null,
  type: 'text',
  options: [],
  more: '',
  pointsTo: 'account',
  personal: false,
  required: false,
  unique: false,
  indexed: false,
};

const draftOf = ({ name, title, type, options, object, personal, required, unique, indexed }: GivenField): Draft => ({
  en: title.en,
  zh: title['zh-CN'] ?? '',
  name,
  type: FIELD_TYPES.find((one) => one === type) ?? 'text',
  options: draftsOf(options ?? []),
  more: '',
  pointsTo: object ?? 'account',
  personal: personal === true,
  required: required === true,
  unique: unique === true,
  indexed: indexed === true,
});

interface Props {
  readonly object: ObjectShape;
  readonly objects: readonly ObjectShape[];
  /** The field to change; left out to add one. */
  readonly field?: GivenField;
  readonly onClose: () => void;
}

/** Adds a field to an object, or changes one that an admin added: name and type stay. */
export function FieldForm({ object, objects, field, onClose }: Props) {
  const t = useTexts(settingsTexts);
  const [draft, setDraft] = useState<Draft>(field ? draftOf(field) : EMPTY);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const name = draft.name ?? nameFrom(draft.en);
  const { save, isPending } = useSave(object, field, onClose);
  const stays = field === undefined ? {} : ({ readOnly: true, variant: 'filled' } as const);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save(draft, name);
  };
  return (
    <form onSubmit={submit} className={styles.section}>
      <div className={styles.row}>
        <TextInput label={t('fieldTitleEn')} required value={draft.en} onChange={(event) => change({ en: event.currentTarget.value })} />
        <TextInput label={t('fieldTitleZh')} value={draft.zh} onChange={(event) => change({ zh: event.currentTarget.value })} />
        <TextInput
          label={t('fieldName')}
          description={t('fieldNameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          pattern="[a-z][a-z0-9_]*"
          value={name}
          {...stays}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
      <div className={styles.row}>
        <Select
          label={t('type')}
          value={draft.type}
          {...stays}
          onChange={(type) => change({ type: FIELD_TYPES.find((one) => one === type) ?? 'text' })}
          data={FIELD_TYPES.map((value) => ({ value, label: t(`type_${value}`) }))}
          allowDeselect={false}
        />
        {draft.type === 'reference' && (
          <Select
            label={t('pointsTo')}
            value={draft.pointsTo}
            {...stays}
            onChange={(pointsTo) => change({ pointsTo: pointsTo ?? 'account' })}
            data={objects.map(({ key, title }) => ({ value: key, label: title }))}
            allowDeselect={false}
          />
        )}
      </div>
      <Values object={object} field={field} draft={draft} onChange={change} />
      <div className={styles.foot}>
        <Button type="submit" loading={isPending}>
          {t(field ? 'save' : 'add')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

interface ValuesProps {
  readonly object: ObjectShape;
  readonly field: GivenField | undefined;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** What values the field takes: its choices and its marks, beside how the records stand to them. */
function Values({ object, field, draft, onChange }: ValuesProps) {
  const params = { object: object.key, field: field?.name ?? '' };
  const usage = useAnswer('fieldUsage', { params }, { enabled: field !== undefined }).data;
  return (
    <>
      {draft.options.length > 0 && (
        <OptionRows
          options={draft.options}
          held={usage && new Map(usage.options.map(({ value, records }) => [value, records]))}
          onChange={(options) => onChange({ options })}
        />
      )}
      {(draft.type === 'choice' || draft.type === 'choices') && <MoreOptions draft={draft} isChange={field !== undefined} onChange={onChange} />}
      <Marks field={field} usage={usage} draft={draft} onChange={onChange} />
    </>
  );
}

function MoreOptions({ draft, isChange, onChange }: Pick<ValuesProps, 'draft' | 'onChange'> & { readonly isChange: boolean }) {
  const t = useTexts(settingsTexts);
  return (
    <Textarea
      label={t(isChange ? 'moreOptions' : 'fieldOptions')}
      description={t('fieldOptionsHint')}
      autosize
      minRows={isChange ? 1 : 3}
      required={draft.options.length === 0}
      value={draft.more}
      onChange={(event) => onChange({ more: event.currentTarget.value })}
    />
  );
}

interface MarksProps extends Omit<ValuesProps, 'object'> {
  readonly usage: Answer<'fieldUsage'> | undefined;
}

/** A mark that is new says beforehand what it means for the records that are there. */
function Marks({ field, usage, draft, onChange }: MarksProps) {
  const t = useTexts(settingsTexts);
  const lacking = field?.required === true ? 0 : (usage?.unfilled ?? 0);
  const repeated = field?.unique === true ? 0 : (usage?.repeated ?? 0);
  return (
    <>
      <Checkbox label={t('isPersonal')} checked={draft.personal} onChange={(event) => onChange({ personal: event.currentTarget.checked })} />
      <Checkbox
        label={t('isRequired')}
        description={draft.required && lacking > 0 ? t('lacking', { count: lacking }) : undefined}
        checked={draft.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('isUnique')}
        description={draft.unique && repeated > 0 ? t('repeated', { count: repeated }) : undefined}
        checked={draft.unique}
        onChange={(event) => onChange({ unique: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('isIndexed')}
        description={t('indexedHint')}
        checked={draft.indexed}
        onChange={(event) => onChange({ indexed: event.currentTarget.checked })}
      />
    </>
  );
}

function useSave(object: ObjectShape, field: GivenField | undefined, onClose: () => void) {
  const t = useTexts(settingsTexts);
  const add = useWrite('addField', ['listObjects']);
  const change = useWrite('changeField', ['listObjects', 'fieldUsage']);
  const onSuccess = (): void => {
    showDone(t('saved'));
    onClose();
  };
  const save = (draft: Draft, name: string): void => {
    const { type, pointsTo, personal, required, unique, indexed } = draft;
    const body = { ...valuesOf(draft), personal, required, unique, indexed };
    if (field) return change.mutate({ params: { object: object.key, field: field.name }, body }, { onSuccess });
    add.mutate({ params: { object: object.key }, body: { name, type, ...body, ...(type === 'reference' ? { object: pointsTo } : {}) } }, { onSuccess });
  };
  return { save, isPending: add.isPending || change.isPending };
}

const valuesOf = ({ en, zh, type, options, more }: Draft) => ({
  title: inBoth(en, zh),
  ...(type === 'choice' || type === 'choices' ? { options: optionsFrom(options, more) } : {}),
});
