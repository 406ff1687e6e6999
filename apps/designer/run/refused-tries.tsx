import { useAnswer } from '../api/use-answer.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { asItems, type TimelineItem } from '../record/timeline-item.js';
import { Moment } from '../ui/moment.js';
import styles from './run-page.module.css';
import { runTexts } from './texts.js';
import type { JournalWords } from './use-journal-words.js';

interface Props {
  readonly runId: string;
  readonly recordId: string;
  readonly pipeline: PipelineWords;
  readonly words: JournalWords;
}

type Refusal = Extract<TimelineItem, { kind: 'refusal' }>;
const MOST = 200;

/** What was tried on the run and refused, with each reason; the engine keeps these for 30 days. */
export function RefusedTries({ runId, recordId, pipeline, words }: Props) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const { data } = useAnswer('timeline', { params: { object: pipeline.object, id: recordId }, query: { limit: MOST } });
  const refusals = asItems(data?.items ?? []).filter((item): item is Refusal => item.kind === 'refusal' && item.runId === runId);
  if (refusals.length === 0) return null;
  return (
    <>
      <h3>{t('refusals')}</h3>
      <ul>
        {refusals.map(({ id, at, event, actor, reasons }) => (
          <li key={id} className={styles.refusal}>
            <strong>{pipeline.eventTitle(event)}</strong>
            <span>{reasons.map(({ text }) => format.text(text)).join(' ')}</span>
            <span className={`quiet ${styles.small}`}>
              {t('by', { who: words.who(actor) })} <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
