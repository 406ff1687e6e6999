import { Alert, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { useWrite } from '../api/use-answer.js';
import type { ObjectShape } from '../fields/object-shape.js';
import { useName, useRecordName } from '../fields/use-names.js';
import { useObject } from '../fields/use-objects.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ProblemState } from '../ui/problem-state.js';
import { showDone } from '../ui/show-done.js';
import { ShownWhole } from '../ui/shown-whole.js';
import { AnswersPanel } from './answers-panel.js';
import { CustomerPanel } from './customer-panel.js';
import { FieldsPanel } from './fields-panel.js';
import styles from './record-page.module.css';
import { MergedPanel } from './merged-panel.js';
import { ProductPanel } from './product-panel.js';
import { RelatedPanel } from './related-panel.js';
import { RunsPanel } from './runs-panel.js';
import { ScorePanel } from './score-panel.js';
import { StartMenu } from './start-menu.js';
import { TasksPanel } from './tasks-panel.js';
import { recordTexts } from './texts.js';
import { TimelinePanel } from './timeline-panel.js';
import { type RecordAnswer, useLiveRecord, useRecord, useRefresh } from './use-record.js';

/** /records/$object/$id: where the record stands, what can happen, its fields, its history, and what refers to it. */
export function RecordPage() {
  const { object, id, data, error, refetch } = useRecord();
  const shape = useObject(object);
  useLiveRecord(id);
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />;
  return data && shape ? (
    <RecordScreen key={id} record={data} object={shape} />
  ) : (
    <div className={styles.loading}>
      <LateSkeleton lines={10} height={28} />
    </div>
  );
}

function RecordScreen({ record, object }: { readonly record: RecordAnswer; readonly object: ObjectShape }) {
  const name = useRecordName()(record);
  return (
    <Page title={name} actions={<Actions record={record} name={name} />}>
      <nav className={styles.trail} aria-label={object.plural}>
        <Link to="/records/$object" params={{ object: object.key }}>
          {object.plural}
        </Link>
      </nav>
      <Bin record={record} name={name} />
      <div className={styles.columns}>
        <ShownWhole lines={10} className={styles.main}>
          <RunsPanel record={record} />
          <TasksPanel record={record} />
          {record.object === 'ticket' && <AnswersPanel record={record} />}
          <TimelinePanel record={record} />
        </ShownWhole>
        <aside className={styles.side}>
          <FieldsPanel record={record} object={object} />
          <ShownWhole lines={6} className={styles.side}>
            <ScorePanel record={record} />
            {(record.object === 'account' || record.object === 'contact') && <CustomerPanel id={record.id} object={record.object} />}
            {record.object === 'product' && <ProductPanel id={record.id} />}
            <RelatedPanel record={record} />
            <MergedPanel record={record} />
          </ShownWhole>
        </aside>
      </div>
    </Page>
  );
}

function Actions({ record, name }: { readonly record: RecordAnswer; readonly name: string }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const refresh = useRefresh();
  const removing = useWrite('deleteRecord');
  const restoring = useWrite('restoreRecord');
  const params = { object: record.object, id: record.id };
  const restore = (): void => restoring.mutate({ params }, { onSuccess: () => void refresh() });
  const remove = (): void =>
    removing.mutate(
      { params },
      {
        onSuccess: () => {
          void refresh();
          showDone(t('deleted', { name }), restore);
        },
      },
    );
  if (record.deletedAt !== null) return null;
  return (
    <>
      {may('run.send') && <StartMenu record={record} />}
      {may('record.delete') && (
        <Button variant="subtle" color="gray" leftSection={<IconTrash size={16} aria-hidden />} loading={removing.isPending} onClick={remove}>
          {t('delete')}
        </Button>
      )}
    </>
  );
}

/** Where a merged record went. */
function MergedInto({ object, id }: { readonly object: string; readonly id: string }) {
  const t = useTexts(recordTexts);
  const name = useName({ object, id });
  return (
    <p className={styles.mergedInto}>
      <Link to="/records/$object/$id" params={{ object, id }}>
        {t('mergedInto', { name: name ?? '…' })}
      </Link>
    </p>
  );
}

function Bin({ record, name }: { readonly record: RecordAnswer; readonly name: string }) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const may = useMay();
  const refresh = useRefresh();
  const restoring = useWrite('restoreRecord');
  if (record.deletedAt === null) return null;
  const restore = (): void =>
    restoring.mutate(
      { params: { object: record.object, id: record.id } },
      {
        onSuccess: () => {
          void refresh();
          showDone(t('restored', { name }));
        },
      },
    );
  return (
    <Alert
      color="yellow"
      mb="md"
      classNames={{ title: styles.binTitle ?? '' }}
      icon={<IconTrash size={16} />}
      title={t('inBin', { at: format.moment(record.deletedAt) })}
    >
      {record.mergedInto !== null && <MergedInto object={record.object} id={record.mergedInto} />}
      {may('record.delete') && (
        <Button size="xs" variant="default" loading={restoring.isPending} onClick={restore}>
          {t('restore')}
        </Button>
      )}
    </Alert>
  );
}
