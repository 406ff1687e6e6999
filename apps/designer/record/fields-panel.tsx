import { Button, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { useWrite } from '../api/use-answer.js';
import { dropdown } from '../fields/input-props.js';
import { type Field, isFilled, type ObjectShape } from '../fields/object-shape.js';
import { useTexts } from '../i18n/texts.js';
import { Moment } from '../ui/moment.js';
import { FieldRow } from './field-row.js';
import styles from './fields-panel.module.css';
import panel from './record-page.module.css';
import { recordTexts } from './texts.js';
import { type RecordAnswer, useRefresh } from './use-record.js';

interface Props {
  readonly record: RecordAnswer;
  readonly object: ObjectShape;
}

/** Shown even while empty: what people look for first. */
const isProminent = (field: Field, object: ObjectShape): boolean => field.required || field.name === object.nameField;

/** Owner, tags and all fields of the record, each edited where it stands. */
export function FieldsPanel({ record, object }: Props) {
  const t = useTexts(recordTexts);
  const [showsEmpty, setShowsEmpty] = useState(false);
  const mayEdit = useMay()('record.write') && record.deletedAt === null;
  const groups = [
    { title: null, fields: object.fields.filter(({ origin }) => origin === 'core') },
    { title: t('added'), fields: object.fields.filter(({ origin }) => origin === 'added') },
    { title: t('ofPipelines'), fields: object.fields.filter(({ origin }) => origin === 'pipeline') },
    { title: null, fields: object.fields.filter(({ origin, name }) => origin === 'companion' && isFilled(record.fields[name])) },
    { title: t('retired'), fields: object.retired.filter(({ name }) => isFilled(record.fields[name])) },
  ];
  const isShown = (field: Field): boolean => showsEmpty || isFilled(record.fields[field.name]) || isProminent(field, object);
  const hidden = groups.flatMap(({ fields }) => fields).filter((field) => !isFilled(record.fields[field.name]) && !isProminent(field, object)).length;
  return (
    <section className={panel.panel}>
      <h2>{t('details')}</h2>
      <dl className={styles.fields}>
        <FieldRow record={record} field={ownerField(object, t('owner'))} mayEdit={mayEdit} />
        <Tags record={record} mayEdit={mayEdit} />
      </dl>
      {groups.map(({ title, fields }, place) => {
        const shown = fields.filter(isShown);
        return shown.length === 0 ? null : (
          // The groups are always these, in this order.
          <div key={place}>
            {title !== null && <h3>{title}</h3>}
            <dl className={styles.fields}>
              {shown.map((field) => (
                <FieldRow key={field.name} record={record} field={field} mayEdit={mayEdit && field.retired !== true} />
              ))}
            </dl>
          </div>
        );
      })}
      {hidden > 0 && (
        <Button variant="subtle" size="compact-sm" mt="xs" aria-expanded={showsEmpty} onClick={() => setShowsEmpty(!showsEmpty)}>
          {showsEmpty ? t('hideEmpty') : t('showEmpty', { count: hidden })}
        </Button>
      )}
      <p className={`quiet ${styles.times}`}>
        {t('created')} <Moment at={record.createdAt} /> · {t('updated')} <Moment at={record.updatedAt} />
      </p>
    </section>
  );
}

const ownerField = (object: ObjectShape, title: string): Field => ({
  ...(object.fields[0] as Field),
  name: 'ownerId',
  type: 'person',
  title,
  options: [],
  object: null,
  required: false,
});

function Tags({ record, mayEdit }: { readonly record: RecordAnswer; readonly mayEdit: boolean }) {
  const t = useTexts(recordTexts);
  const refresh = useRefresh();
  const tagging = useWrite('tagRecord');
  const change = (next: readonly string[]): void => {
    const add = next.filter((tag) => !record.tags.includes(tag));
    const remove = record.tags.filter((tag) => !next.includes(tag));
    tagging.mutate({ params: { object: record.object, id: record.id }, body: { add, remove } }, { onSuccess: () => void refresh() });
  };
  const sent = tagging.isPending ? tagging.variables.body : null;
  const shown = sent ? [...record.tags.filter((tag) => !sent.remove?.includes(tag)), ...(sent.add ?? [])] : record.tags;
  return (
    <div className={styles.row}>
      <dt>{t('tags')}</dt>
      <dd>
        <TagsInput
          size="xs"
          aria-label={t('tags')}
          placeholder={shown.length === 0 ? t('tagsHint') : undefined}
          value={[...shown]}
          onChange={change}
          disabled={!mayEdit}
          variant="unstyled"
          comboboxProps={dropdown}
          className={styles.tags}
        />
      </dd>
    </div>
  );
}
