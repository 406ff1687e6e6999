import { Alert, Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ObjectShape } from '../fields/object-shape.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { BadRows } from './bad-rows-table.js';
import { Counts } from './counts.js';
import { Findings } from './findings.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';
import { type ImportJob, isUnderWay, useImportJob, useUndoImport } from './use-import.js';

interface Props {
  readonly objects: readonly ObjectShape[];
  readonly job: string;
  readonly onAnother: () => void;
}

/** An import on its way, and what became of it. */
export function DoneStep({ objects, job: id, onAnother }: Props) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const job = useImportJob(id);
  const undo = useUndoImport();
  if (!job) return <LateSkeleton />;
  const object = objects.find(({ key }) => key === job.object);
  const { rows, total = 0 } = job.counts;
  if (isUnderWay(job)) {
    const says = job.status === 'undoing' ? t('undoing') : t('importing', { rows: format.number(rows), total: format.number(total) });
    return (
      <section className={styles.panel} aria-label={t('stepDone')}>
        <p role="status">{says}</p>
        <Progress value={job.status === 'undoing' ? 100 : (100 * rows) / Math.max(1, total)} animated aria-label={says} />
      </section>
    );
  }
  // What no row refers to is of interest in a migration, not here.
  const findings = (job.counts.findings ?? []).filter(({ code }) => code !== 'records.unreferenced');
  return (
    <section className={styles.panel} aria-label={t('stepDone')}>
      <Outcome job={job} />
      {job.status !== 'undone' && <Counts counts={job.counts} />}
      <div className={styles.foot}>
        <Button component={Link} to={`/records/${job.object}`}>
          {object ? `${t('open')}: ${object.plural}` : t('open')}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t('another')}
        </Button>
        {(job.status === 'done' || job.status === 'failed') && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate({ params: { id: job.id } })}
          >
            {t('undo')}
          </Button>
        )}
      </div>
      {job.status !== 'undone' && <BadRows job={job} />}
      {job.status !== 'undone' && findings.length > 0 && <Findings title={t('findings')} findings={findings} />}
    </section>
  );
}

function Outcome({ job }: { readonly job: ImportJob }) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const { undo, stopped } = job.counts;
  if (job.status === 'failed')
    return (
      <Alert color="red" role="alert" title={t('stopped')} icon={<IconAlertTriangle size={18} aria-hidden />}>
        {stopped && format.text(stopped)}
      </Alert>
    );
  return (
    <Alert color="pine" role="status" title={job.status === 'undone' ? t('undone') : t('done')} icon={<IconCheck size={18} aria-hidden />}>
      {job.fileName}
      {undo && (
        <ul className={styles.plain}>
          {undo.binned > 0 && <li>{t('binned', { count: undo.binned })}</li>}
          {undo.restored > 0 && <li>{t('restored', { count: undo.restored })}</li>}
          {undo.kept > 0 && (
            <li>
              {t('kept', { count: undo.kept })}{' '}
              {undo.keptRecords.map(({ id, name }, n) => (
                <span key={id}>
                  {n > 0 && ', '}
                  <Link to="/records/$object/$id" params={{ object: job.object, id }}>
                    {name}
                  </Link>
                </span>
              ))}
            </li>
          )}
        </ul>
      )}
    </Alert>
  );
}
