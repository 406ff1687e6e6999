import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { readOptions } from './field-options.js';
import { FIELD_TYPES, type FieldType, nameFrom } from './field-types.js';

interface Draft {
  readonly en: string;
  readonly zh: string;
  /** Null: made from the title. */
  readonly name: string | null;
  readonly type: FieldType;
  readonly options: string;
  readonly pointsTo: string;
  readonly personal: boolean;
  readonly required: boolean;
  readonly unique: boolean;
}

const EMPTY: Draft = { en: '', zh: '', name: null, type: 'text', options: '', pointsTo: 'account', personal: false, required: false, unique: false };

interface Props {
  readonly object: ObjectShape;
  readonly objects: readonly ObjectShape[];
  readonly onClose: () => void;
}

/** Adds a field to an object. */
export function FieldForm({ object, objects, onClose }: Props) {
  const t = useTexts(settingsTexts);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const add = useWrite('addField', ['listObjects']);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const name = draft.name ?? nameFrom(draft.en);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const done = (): void => {
      showDone(t('saved'));
      onClose();
    };
    add.mutate({ params: { object: object.key }, body: bodyOf(draft, name) }, { onSuccess: done });
  };
  return (
    <Card title={t('addField')}>
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
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
        <div className={styles.row}>
          <Select
            label={t('type')}
            value={draft.type}
            onChange={(type) => change({ type: FIELD_TYPES.find((one) => one === type) ?? 'text' })}
            data={FIELD_TYPES.map((value) => ({ value, label: t(`type_${value}`) }))}
            allowDeselect={false}
          />
          {draft.type === 'reference' && (
            <Select
              label={t('pointsTo')}
              value={draft.pointsTo}
              onChange={(pointsTo) => change({ pointsTo: pointsTo ?? 'account' })}
              data={objects.map(({ key, title }) => ({ value: key, label: title }))}
              allowDeselect={false}
            />
          )}
          {(draft.type === 'choice' || draft.type === 'choices') && (
            <Textarea
              label={t('fieldOptions')}
              description={t('fieldOptionsHint')}
              autosize
              minRows={3}
              required
              value={draft.options}
              onChange={(event) => change({ options: event.currentTarget.value })}
            />
          )}
        </div>
        <Checkbox label={t('isPersonal')} checked={draft.personal} onChange={(event) => change({ personal: event.currentTarget.checked })} />
        <Checkbox label={t('isRequired')} checked={draft.required} onChange={(event) => change({ required: event.currentTarget.checked })} />
        <Checkbox label={t('isUnique')} checked={draft.unique} onChange={(event) => change({ unique: event.currentTarget.checked })} />
        <div className={styles.foot}>
          <Button type="submit" loading={add.isPending}>
            {t('add')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function bodyOf({ en, zh, type, options, pointsTo, personal, required, unique }: Draft, name: string) {
  return {
    name,
    type,
    title: { en, ...(zh.trim() === '' ? {} : { 'zh-CN': zh }) },
    ...(type === 'choice' || type === 'choices' ? { options: readOptions(options) } : {}),
    ...(type === 'reference' ? { object: pointsTo } : {}),
    ...(personal ? { personal } : {}),
    ...(required ? { required } : {}),
    ...(unique ? { unique } : {}),
  };
}
