import { Badge, Button } from '@mantine/core';
import { IconAddressBook, IconSitemap } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { type LiveMessage, useLive } from '../api/live.js';
import type { Answer } from '../api/operations.js';
import { keyOf, useAnswer } from '../api/use-answer.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useOutcomeTitle } from '../fields/use-outcome-title.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useName } from '../fields/use-names.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ProblemState } from '../ui/problem-state.js';
import { EventDetail } from './event-detail.js';
import { EventList } from './event-list.js';
import { Incidents } from './incidents.js';
import { asEntry, type JournalEntry } from './journal.js';
import { RefusedTries } from './refused-tries.js';
import styles from './run-page.module.css';
import { StatesThen } from './states-then.js';
import { runTexts } from './texts.js';
import { TimeSlider } from './time-slider.js';
import { useJournalWords } from './use-journal-words.js';
import { Waits } from './waits.js';

type Run = Answer<'getRun'>;
const MOST = 500;

/** /runs/$id: every event of a run with what it read, decided and did; and the run as of any of them. */
export function RunPage() {
  const { id } = useParams({ from: '/inside/runs/$id' });
  const t = useTexts(runTexts);
  const run = useAnswer('getRun', { params: { id } });
  const journal = useAnswer('runJournal', { params: { id }, query: { limit: MOST } });
  const words = usePipelineWords(run.data?.pipeline ?? null, run.data?.version);
  useFollowing(id);
  const error = run.error ?? journal.error;
  if (error && !run.data) return <ProblemState error={error} retry={() => void run.refetch()} />;
  return run.data && journal.data && words ? (
    <RunScreen key={id} run={run.data} entries={journal.data.items.map(asEntry)} words={words} />
  ) : (
    <Page title={t('run')}>
      <LateSkeleton lines={10} height={28} />
    </Page>
  );
}

function useFollowing(id: string): void {
  const client = useQueryClient();
  useLive(
    useCallback(
      (message: LiveMessage) => {
        if (message.kind === 'edited' || (message.kind === 'changed' && message.change.runId !== id)) return;
        for (const name of ['getRun', 'runJournal', 'listIncidents'] as const) void client.invalidateQueries({ queryKey: keyOf(name) });
      },
      [client, id],
    ),
  );
}

interface Props {
  readonly run: Run;
  readonly entries: readonly JournalEntry[];
  readonly words: PipelineWords;
}

function RunScreen({ run, entries, words }: Props) {
  const t = useTexts(runTexts);
  const search = useSearch({ from: '/inside/runs/$id' });
  const navigate = useNavigate({ from: '/runs/$id' });
  const journalWords = useJournalWords(words, words.object);
  const record = useName({ object: words.object, id: run.recordId }) ?? '…';
  const last = entries.at(-1)?.seq ?? run.seq;
  const seq = Math.min(Math.max(1, search.seq ?? last), last);
  const choose = (next: number): void => void navigate({ to: '/runs/$id', params: { id: run.id }, search: next === last ? {} : { seq: next }, replace: true });
  const chosen = entries.find((entry) => entry.seq === seq);
  return (
    <Page title={t('runOf', { record, pipeline: words.title })} actions={<Links run={run} object={words.object} />}>
      <Status run={run} />
      <Incidents runId={run.id} />
      <TimeSlider entries={entries} seq={seq} onChange={choose} />
      <div className={styles.columns}>
        <section className={styles.panel}>
          <h2>{t('events')}</h2>
          <EventList entries={entries} words={journalWords} seq={seq} onChoose={choose} />
          <RefusedTries runId={run.id} recordId={run.recordId} pipeline={words} words={journalWords} />
        </section>
        <section className={styles.panel}>{chosen && <EventDetail entry={chosen} words={journalWords} pipeline={words} />}</section>
        <section className={styles.panel}>
          <StatesThen run={run} seq={seq} isNewest={seq === last} words={words} />
          {seq === last && <Waits run={run} words={words} />}
        </section>
      </div>
    </Page>
  );
}

function Status({ run }: { readonly run: Run }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const titleOf = useOutcomeTitle();
  const { outcome } = run.snapshot;
  return (
    <p className={styles.status}>
      <Badge variant="light" color="gray" tt="none">
        {t('version', { version: run.version })}
      </Badge>
      <span className="quiet">
        {run.endedAt === null ? t('openSince', { at: format.moment(run.startedAt) }) : t('endedAt', { at: format.moment(run.endedAt) })}
      </span>
      {outcome !== null && <strong>{t('outcome', { outcome: titleOf(outcome) })}</strong>}
    </p>
  );
}

function Links({ run, object }: { readonly run: Run; readonly object: string }) {
  const t = useTexts(runTexts);
  return (
    <>
      <Button component={Link} to={`/pipelines/${run.pipeline}`} variant="subtle" color="gray" leftSection={<IconSitemap size={16} aria-hidden />}>
        {t('toPipeline')}
      </Button>
      <Button component={Link} to={`/records/${object}/${run.recordId}`} variant="default" leftSection={<IconAddressBook size={16} aria-hidden />}>
        {t('toRecord')}
      </Button>
    </>
  );
}
