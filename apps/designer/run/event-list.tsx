import { UnstyledButton } from '@mantine/core';
import { useFormat } from '../i18n/format.js';
import type { JournalEntry } from './journal.js';
import styles from './run-page.module.css';
import type { JournalWords } from './use-journal-words.js';

interface Props {
  readonly entries: readonly JournalEntry[];
  readonly words: JournalWords;
  readonly seq: number;
  readonly onChoose: (seq: number) => void;
}

/** Every event of the run, newest first; the chosen one is shown beside. */
export function EventList({ entries, words, seq, onChoose }: Props) {
  const format = useFormat();
  return (
    <ol className={styles.events} reversed>
      {entries.toReversed().map((entry) => {
        const move = words.move(entry);
        const why = words.why(entry);
        return (
          <li key={entry.seq}>
            <UnstyledButton className={styles.event} aria-current={entry.seq === seq || undefined} onClick={() => onChoose(entry.seq)}>
              <span className="quiet figures">{entry.seq}</span>
              <span>
                <strong>{words.headline(entry)}</strong>
                {move !== null && <span>{move}</span>}
                {why !== null && <span className={`${styles.small} ${styles.why}`}>{why}</span>}
                <span className={`quiet figures ${styles.small}`}>{format.moment(entry.occurredAt)}</span>
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
