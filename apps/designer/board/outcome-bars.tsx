import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { OutcomeMark } from './column-head.js';
import { useBoard, useScope } from './scope.js';
import type { Stage } from '../acts/stages.js';
import { boardTexts } from './texts.js';
import { useStageDrop } from './use-stage-drop.js';
import { useVerdict } from './use-verdict.js';
import styles from './board.module.css';

/** Rise while a card is held: one bar a final stage, so that closing never needs a scroll. */
export function OutcomeBars() {
  const t = useTexts(boardTexts);
  const { chart } = useScope();
  const isHolding = useBoard(({ held }) => held !== null && chart.stages.find(({ id }) => id === held.stage)?.outcome === null);
  const finals = chart.stages.filter(({ outcome }) => outcome !== null);
  if (finals.length === 0) return null;
  return (
    <div className={styles.bars} data-up={isHolding || undefined} role="group" aria-label={t('outcomes')} aria-hidden={!isHolding}>
      {finals.map((stage) => (
        <OutcomeBar key={stage.id} stage={stage} />
      ))}
    </div>
  );
}

function OutcomeBar({ stage }: { readonly stage: Stage }) {
  const format = useFormat();
  const { ref, isOver } = useStageDrop<HTMLDivElement>(stage.id);
  const verdict = useVerdict(stage.id);
  return (
    <div ref={ref} className={styles.bar} data-outcome={stage.outcome ?? undefined} data-verdict={verdict.kind} data-over={isOver || undefined}>
      <span className={styles.barName}>
        <OutcomeMark outcome={stage.outcome} />
        {format.text(stage.title)}
      </span>
      {'hint' in verdict && <span className={styles.barHint}>{verdict.hint}</span>}
    </div>
  );
}
