import {
  type Icon,
  IconArrowRight,
  IconBan,
  IconChecklist,
  IconCircleCheck,
  IconClock,
  IconCloud,
  IconEdit,
  IconNote,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useAnswer } from '../api/use-answer.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { isAutomatic, type JournalEntry } from '../run/journal.js';
import { type JournalWords, useJournalWords } from '../run/use-journal-words.js';
import { EditLine } from './edit-line.js';
import { recordTexts } from './texts.js';
import { Line } from './timeline-line.js';
import type { Of, TimelineItem } from './timeline-item.js';
import styles from './timeline-panel.module.css';

/** One line of the timeline. */
export function TimelineEntry({ item, object }: { readonly item: TimelineItem; readonly object: string }) {
  switch (item.kind) {
    case 'event':
      return <EventLine item={item} object={object} />;
    case 'edit':
      return <EditLine item={item} object={object} />;
    case 'note':
      return <NoteLine item={item} />;
    case 'task-created':
    case 'task-closed':
      return <TaskLine item={item} />;
    case 'refusal':
      return <RefusalLine item={item} />;
  }
}

function iconOf(entry: JournalEntry): Icon {
  if (entry.event.kind === 'started') return IconPlayerPlay;
  if (entry.event.kind === 'timer' || entry.event.kind === 'scheduled') return IconClock;
  if (isAutomatic(entry)) return IconCloud;
  return entry.event.kind === 'changed' ? IconEdit : IconArrowRight;
}

function EventLine({ item, object }: { readonly item: Of<'event'>; readonly object: string }) {
  const t = useTexts(recordTexts);
  const { entry, pipeline, runId, seq } = item;
  const words = useJournalWords(usePipelineWords(pipeline, entry.version), object);
  const move = words.move(entry);
  const why = words.why(entry);
  return (
    <Line
      icon={iconOf(entry)}
      at={item.at}
      who={words.who(entry.actor)}
      tone={move === null ? 'quiet' : 'move'}
      title={<Headline headline={words.headline(entry)} move={move} />}
    >
      {entry.event.kind === 'changed' && <Values entry={entry} words={words} />}
      {words.actions(entry).map((said, place) => (
        // What was done has no name but its place.
        <p key={place} className={styles.detail}>
          {said}
        </p>
      ))}
      {why !== null && <p className={styles.why}>{t('whyLabel', { why })}</p>}
      <Link to="/runs/$id" params={{ id: runId }} search={{ seq }} className={styles.more}>
        {t('seeRun')}
      </Link>
    </Line>
  );
}

const Headline = ({ headline, move }: { readonly headline: string; readonly move: string | null }) => (
  <>
    <strong>{headline}</strong>
    {move !== null && <span className={styles.move}>{move}</span>}
  </>
);

function Values({ entry, words }: { readonly entry: JournalEntry; readonly words: JournalWords }) {
  if (entry.event.kind !== 'changed') return null;
  return (
    <>
      {Object.entries(entry.event.fields).map(([name, value]) => {
        const field = words.fieldOf(name);
        // Names of references are not said here: the field shows them.
        return field.type === 'reference' || field.type === 'person' ? null : (
          <p key={name} className={styles.detail}>
            <FieldSaid title={field.title} value={words.say(name, value)} />
          </p>
        );
      })}
    </>
  );
}

const FieldSaid = ({ title, value }: { readonly title: string; readonly value: string }) => (
  <>
    <span className="quiet">{title}</span> <span className="figures">{value}</span>
  </>
);

function NoteLine({ item }: { readonly item: Of<'note'> }) {
  const words = useJournalWords(undefined, '');
  return <Line icon={IconNote} at={item.at} who={words.who(item.note.actor)} title={<span className={styles.note}>{item.note.text}</span>} />;
}

function TaskLine({ item }: { readonly item: Of<'task-created' | 'task-closed'> }) {
  const t = useTexts(recordTexts);
  const { title, answer } = item.task;
  if (item.kind === 'task-created') return <Line icon={IconChecklist} at={item.at} title={t('taskMade', { title })} />;
  const said = answer === 'approve' ? t('approved') : answer === 'reject' ? t('rejected') : null;
  return <Line icon={IconCircleCheck} at={item.at} title={said === null ? t('taskClosed', { title }) : t('taskAnswered', { title, answer: said })} />;
}

function RefusalLine({ item }: { readonly item: Of<'refusal'> }) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const words = useJournalWords(undefined, '');
  const title = useEventTitle(item.runId, item.event);
  return (
    <Line icon={IconBan} at={item.at} who={words.who(item.actor)} tone="refused" title={<strong>{t('refusedTry', { event: title })}</strong>}>
      {item.reasons.map(({ text }, place) => (
        // Reasons have no name but their place.
        <p key={place} className={styles.detail}>
          {format.text(text)}
        </p>
      ))}
    </Line>
  );
}

function useEventTitle(runId: string, event: string): string {
  const run = useAnswer('getRun', { params: { id: runId } }, { staleMs: 60_000 });
  const words = usePipelineWords(run.data?.pipeline ?? null, run.data?.version);
  return words?.eventTitle(event) ?? event;
}
