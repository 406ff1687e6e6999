import { ActionIcon, Alert, Button, Group } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { FieldInput } from '../fields/field-input.js';
import { FieldValue } from '../fields/field-value.js';
import type { Field } from '../fields/object-shape.js';
import { sayValue } from '../fields/say-value.js';
import { useCurrencyOf } from '../fields/use-objects.js';
import { useWords } from '../fields/use-words.js';
import { useTexts } from '../i18n/texts.js';
import styles from './fields-panel.module.css';
import { recordTexts } from './texts.js';
import { useFieldEdit } from './use-field-edit.js';
import type { RecordAnswer } from './use-record.js';

interface Props {
  readonly record: RecordAnswer;
  readonly field: Field;
  readonly mayEdit: boolean;
}

/** A field with its value; pressed, or with its pencil, it becomes an input. */
export function FieldRow({ record, field, mayEdit }: Props) {
  const t = useTexts(recordTexts);
  const currency = useCurrencyOf()(record.fields);
  const edit = useFieldEdit(record, field);
  return (
    <div className={styles.row} data-editing={edit.isEditing || undefined}>
      <dt>{field.title}</dt>
      <dd>
        {edit.isEditing ? (
          <Editor record={record} field={field} currency={currency} edit={edit} />
        ) : (
          <>
            {/* The pencil is the way by keyboard; pressing the value is a short cut. */}
            <span className={styles.value} onDoubleClick={mayEdit ? edit.begin : undefined}>
              <FieldValue field={field} value={edit.shown} currency={currency} />
            </span>
            {mayEdit && (
              <ActionIcon
                className={styles.pencil}
                variant="subtle"
                color="gray"
                size={24}
                aria-label={t('editField', { field: field.title })}
                onClick={edit.begin}
              >
                <IconPencil size={14} />
              </ActionIcon>
            )}
          </>
        )}
      </dd>
    </div>
  );
}

interface EditorProps {
  readonly record: RecordAnswer;
  readonly field: Field;
  readonly currency: string;
  readonly edit: ReturnType<typeof useFieldEdit>;
}

function Editor({ record, field, currency, edit }: EditorProps) {
  const t = useTexts(recordTexts);
  const words = useWords();
  const [draft, setDraft] = useState<unknown>(edit.initial);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') edit.cancel();
    else if (event.key === 'Enter' && !event.shiftKey && !event.defaultPrevented && field.type !== 'longtext' && field.type !== 'json') {
      event.preventDefault();
      edit.save(draft);
    }
  };
  return (
    <div className={styles.editor} onKeyDown={press}>
      <FieldInput field={field} value={draft} onChange={setDraft} currency={currency} isBare autoFocus size="xs" error={edit.error ?? undefined} />
      {edit.conflict !== null && (
        <Alert color="yellow" role="alert" p="xs">
          <p>{edit.conflict}</p>
          <p className="quiet">{t('nowReads', { value: sayValue(field, edit.currentOf(record), currency, words) })}</p>
        </Alert>
      )}
      <Group gap={4}>
        <Button size="compact-xs" onClick={() => edit.save(draft)}>
          {edit.conflict === null ? t('save') : t('saveMine')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={edit.cancel}>
          {edit.conflict === null ? t('cancel') : t('takeTheirs')}
        </Button>
      </Group>
    </div>
  );
}
