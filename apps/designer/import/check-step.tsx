import { Button, Progress, Radio } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../api/ask.js';
import type { Asked } from '../api/operations.js';
import { useWrite } from '../api/use-answer.js';
import type { ObjectShape } from '../fields/object-shape.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { ProblemState } from '../ui/problem-state.js';
import { BadRows } from './bad-rows-table.js';
import { Counts } from './counts.js';
import type { ChosenFile } from './file-step.js';
import { Findings } from './findings.js';
import type { Mapping } from './guess-columns.js';
import { importMap, type Writing } from './import-map.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';
import { type ImportJob, isUnderWay, useImportJob } from './use-import.js';

interface Props {
  readonly object: ObjectShape;
  readonly file: ChosenFile;
  readonly mapping: Mapping;
  readonly writing: Writing;
  readonly onBack: () => void;
  readonly onStarted: (job: string) => void;
}

/** A dry run: what would become of the rows, and what is odd about them. */
export function CheckStep({ object, file, mapping, writing, onBack, onStarted }: Props) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const map = importMap(mapping, writing, format.timeZone, file.head.delimiter);
  const body = { object: object.key, fileName: file.name, csv: file.text, map };
  const begun = useQuery({
    queryKey: ['import-check', file.name, file.text.length, map, object.key],
    queryFn: () => ask('startImport', { body: { ...body, dryRun: true } }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const job = useImportJob(begun.data?.id ?? null);
  const back = (
    <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
      {t('back')}
    </Button>
  );
  if (begun.error)
    return (
      <section className={styles.panel} aria-label={t('stepCheck')}>
        <ProblemState error={begun.error} />
        <div className={styles.foot}>{back}</div>
      </section>
    );
  if (!job || isUnderWay(job))
    return (
      <section className={styles.panel} aria-label={t('stepCheck')}>
        <p role="status">{t('checking')}</p>
        <Progress value={job?.counts.total ? (100 * job.counts.rows) / job.counts.total : 5} aria-label={t('checking')} />
      </section>
    );
  return <Verdict job={job} body={body} back={back} onStarted={onStarted} />;
}

interface VerdictProps {
  readonly job: ImportJob;
  readonly body: Omit<Asked<'startImport'>['body'], 'dryRun' | 'similar'>;
  readonly back: ReactNode;
  readonly onStarted: (job: string) => void;
}

/** What the dry run found, what to do with doubles, and the button that imports. */
function Verdict({ job, body, back, onStarted }: VerdictProps) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const [similar, setSimilar] = useState<'tell' | 'leave-out'>('tell');
  const start = useWrite('startImport', ['listImports']);
  const { created = 0, updated = 0, findings = [] } = job.counts;
  const alike = findings.filter(({ code }) => code === 'record.similar');
  const others = findings.filter(({ code }) => code !== 'record.similar' && code !== 'records.unreferenced');
  const alikeRows = alike.reduce((sum, { count }) => sum + count, 0);
  const rows = created + updated - (similar === 'leave-out' ? alikeRows : 0);
  const begin = (): void => start.mutate({ body: { ...body, similar } }, { onSuccess: ({ id }) => onStarted(id) });
  return (
    <section className={styles.panel} aria-label={t('stepCheck')}>
      <Counts counts={job.counts} />
      {alike.length > 0 && (
        <Findings title={t('duplicates')} hint={t('duplicatesHint')} findings={alike}>
          <Radio.Group label={t('similar')} value={similar} onChange={(value) => setSimilar(value === 'leave-out' ? 'leave-out' : 'tell')}>
            <Radio value="tell" label={t('similarTell')} mt="xs" />
            <Radio value="leave-out" label={t('similarLeaveOut')} mt="xs" />
          </Radio.Group>
        </Findings>
      )}
      <BadRows job={job} />
      {others.length > 0 && <Findings title={t('findings')} findings={others} />}
      {alike.length + others.length === 0 && (job.counts.failed ?? 0) === 0 && <p className="quiet">{t('clean')}</p>}
      {rows === 0 && <p role="status">{t('nothingToImport')}</p>}
      <div className={styles.foot}>
        {back}
        <Button onClick={begin} loading={start.isPending} disabled={rows === 0}>
          {t('start', { count: format.number(rows) })}
        </Button>
      </div>
    </section>
  );
}
