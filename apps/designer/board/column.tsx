import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { CardList } from './card-list.js';
import { ColumnHead } from './column-head.js';
import type { Stage } from '../acts/stages.js';
import type { StageSum } from './sums.js';
import { useColumn } from './use-column.js';
import type { Moving } from '../acts/use-moves.js';
import { useStageDrop } from './use-stage-drop.js';
import { useVerdict } from './use-verdict.js';
import styles from './board.module.css';

interface Props {
  readonly stage: Stage;
  /** 0 is the first column. */
  readonly place: number;
  readonly sum: StageSum;
  readonly moves: Moving;
}

/** A stage: head and cards. Lit or dim while a card is held. */
export function Column({ stage, place, sum, moves }: Props) {
  const { ref, isOver } = useStageDrop<HTMLElement>(stage.id);
  const verdict = useVerdict(stage.id);
  const data = useColumn(stage.id);
  return (
    <section
      ref={ref}
      className={styles.column}
      aria-labelledby={`stage-${stage.id}`}
      data-verdict={verdict.kind}
      data-over={isOver || undefined}
      data-outcome={stage.outcome ?? undefined}
    >
      <ColumnHead stage={stage} sum={sum} />
      {'hint' in verdict && <p className={styles.hint}>{verdict.hint}</p>}
      {data.error ? (
        <ProblemState error={data.error} retry={data.retry} />
      ) : data.records === undefined ? (
        <div className={styles.waiting}>
          <LateSkeleton lines={4} height={96} />
        </div>
      ) : (
        <CardList stage={stage} place={place} data={data} records={data.records} moves={moves} />
      )}
    </section>
  );
}
