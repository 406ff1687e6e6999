import { Button } from '@mantine/core';
import { IconArrowBackUp, IconLayoutKanban, IconListSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useOutcomeTitle } from '../fields/use-outcome-title.js';
import { useTexts } from '../i18n/texts.js';
import { asEntry } from '../run/journal.js';
import { showDone } from '../ui/show-done.js';
import { NextActions } from './next-actions.js';
import { PathSoFar } from './path-so-far.js';
import styles from './record-page.module.css';
import { recordTexts } from './texts.js';
import { type RecordAnswer, type RunHead, useRefresh } from './use-record.js';

const UNDO_MS = 600_000;
const MOST_EVENTS = 500;

/** One run of the record: its path, and what can happen now. */
export function RunPanel({ record, head }: { readonly record: RecordAnswer; readonly head: RunHead }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const say = useOutcomeTitle();
  const words = usePipelineWords(head.pipeline, head.version);
  const journal = useAnswer('runJournal', { params: { id: head.id }, query: { limit: MOST_EVENTS } });
  const entries = (journal.data?.items ?? []).map(asEntry);
  const last = entries.at(-1);
  const mayUndo = may('run.send') && last?.event.kind === 'sent' && Date.now() - Date.parse(last.occurredAt) < UNDO_MS;
  const isOpen = head.endedAt === null;
  return (
    <>
      <div className={styles.head}>
        <h2>{words?.title ?? head.pipeline}</h2>
        <RunLinks head={head} mayUndo={mayUndo} />
      </div>
      {words && <PathSoFar entries={entries} words={words} endedAt={head.endedAt} />}
      {isOpen ? (
        record.deletedAt === null && words && <NextActions record={record} head={head} words={words} />
      ) : (
        <p className="quiet">{head.outcome === null ? t('endedPlain') : t('ended', { outcome: say(head.outcome) })}</p>
      )}
    </>
  );
}

function RunLinks({ head, mayUndo }: { readonly head: RunHead; readonly mayUndo: boolean }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const refresh = useRefresh();
  const undoing = useWrite('undoRun');
  const reopening = useWrite('reopenRun');
  const then = (message: string) => ({
    onSuccess: () => {
      void refresh();
      showDone(message);
    },
  });
  return (
    <div>
      {mayUndo && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          loading={undoing.isPending}
          onClick={() => undoing.mutate({ params: { id: head.id } }, then(t('undoneNow')))}
        >
          {t('undoLast')}
        </Button>
      )}
      {head.endedAt !== null && may('run.send') && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          loading={reopening.isPending}
          onClick={() => reopening.mutate({ params: { id: head.id } }, then(t('reopenedNow')))}
        >
          {t('reopen')}
        </Button>
      )}
      <Button
        component={Link}
        to={`/boards/${head.pipeline}`}
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconLayoutKanban size={16} aria-hidden />}
      >
        {t('board')}
      </Button>
      <Button component={Link} to={`/runs/${head.id}`} size="compact-sm" variant="subtle" color="gray" leftSection={<IconListSearch size={16} aria-hidden />}>
        {t('openRun')}
      </Button>
    </div>
  );
}
