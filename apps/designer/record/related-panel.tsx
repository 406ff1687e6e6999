import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { useAnswer } from '../api/use-answer.js';
import { Badge } from '../fields/field-value.js';
import type { Field, ObjectShape } from '../fields/object-shape.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useRecordName } from '../fields/use-names.js';
import { useObjects } from '../fields/use-objects.js';
import { useTexts } from '../i18n/texts.js';
import { NewRecordDialog } from '../lists/new-record-dialog.js';
import { ObjectIcon } from '../lists/object-icon.js';
import panel from './record-page.module.css';
import styles from './related-panel.module.css';
import { recordTexts } from './texts.js';
import type { RecordAnswer } from './use-record.js';

const MOST = 5;

/** Records of other objects that refer to this one. */
export function RelatedPanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const objects = useObjects() ?? [];
  const ways = objects.flatMap((object) =>
    object.fields.filter(({ type, object: target }) => type === 'reference' && target === record.object).map((field) => ({ object, field })),
  );
  if (ways.length === 0) return null;
  return (
    <section className={panel.panel}>
      <h2>{t('related')}</h2>
      <div className={styles.groups}>
        {ways.map(({ object, field }) => (
          <RelatedGroup key={`${object.key} ${field.name}`} record={record} object={object} field={field} />
        ))}
      </div>
    </section>
  );
}

interface GroupProps {
  readonly record: RecordAnswer;
  readonly object: ObjectShape;
  readonly field: Field;
}

function RelatedGroup({ record, object, field }: GroupProps) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const nameOf = useRecordName();
  const [isNew, setNew] = useState(false);
  const filter = `${field.name}=${record.id}`;
  const { data } = useAnswer('listRecords', { params: { object: object.key }, query: { filter, limit: MOST } });
  return (
    <div className={styles.group}>
      <h3>
        <ObjectIcon object={object.key} size={16} />
        <span>{t('relatedBy', { objects: object.plural, field: field.title })}</span>
        {may('record.write') && record.deletedAt === null && (
          <Tooltip label={t('newRelated', { object: object.title })}>
            <ActionIcon variant="subtle" size={24} aria-label={t('newRelated', { object: object.title })} onClick={() => setNew(true)}>
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </h3>
      <ul>
        {data?.items.map((item) => (
          <li key={item.id}>
            <Link to="/records/$object/$id" params={{ object: object.key, id: item.id }}>
              {nameOf(item)}
            </Link>
            {item.runs[0] && <Stage pipeline={item.runs[0].pipeline} stage={item.runs[0].stage} />}
          </li>
        ))}
      </ul>
      {data?.next != null && (
        <Link className={styles.all} to="/records/$object" params={{ object: object.key }} search={{ filter }}>
          {t('allRelated')}
        </Link>
      )}
      {isNew && <NewRecordDialog object={object} pipeline={null} given={{ [field.name]: record.id }} onClose={() => setNew(false)} />}
    </div>
  );
}

function Stage({ pipeline, stage }: { readonly pipeline: string; readonly stage: string | null }) {
  const words = usePipelineWords(pipeline);
  return words && stage !== null ? <Badge>{words.stateTitle(stage)}</Badge> : null;
}
