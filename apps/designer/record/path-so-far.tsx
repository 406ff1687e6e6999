import type { PipelineWords } from '../fields/pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { type JournalEntry, passagesOf } from '../run/journal.js';
import styles from './path-so-far.module.css';
import { recordTexts } from './texts.js';

interface Props {
  readonly entries: readonly JournalEntry[];
  readonly words: PipelineWords;
  readonly endedAt: string | null;
}

/** The stages passed and the time spent in each; the last one is where it stands. */
export function PathSoFar({ entries, words, endedAt }: Props) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const passages = passagesOf(entries, words, Date.now(), endedAt);
  return (
    <ol className={styles.path} aria-label={t('path')}>
      {passages.map(({ stage, ms, seq, enteredAt }, place) => {
        const isLast = place === passages.length - 1;
        const outcome = words.states.get(stage)?.outcome;
        const parts = { stage: words.stateTitle(stage), length: format.length(ms) };
        const isFinal = isLast && endedAt !== null;
        return (
          <li key={seq} data-current={isLast || undefined} data-outcome={outcome ?? undefined} aria-current={isLast ? 'step' : undefined}>
            <span className="unseen">{isLast && !isFinal ? t('current', parts) : t('passed', parts)}</span>
            <span aria-hidden className={styles.stage}>
              {parts.stage}
            </span>
            <span aria-hidden className={`quiet figures ${styles.length}`}>
              {isFinal ? format.date(enteredAt) : parts.length}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
