import { type ReactNode, useEffect, useState } from 'react';
import { FirstAnswers } from '../api/first-answers.js';
import { LateSkeleton } from './late-skeleton.js';
import styles from './shown-whole.module.css';

/** How long nothing may be under way: an answer can lead to the next question a moment later. */
const CALM_MS = 40;
/** Longer than this nobody waits for the slowest part: what is there is shown. */
const MOST_MS = 5_000;

interface Props {
  /** Grey lines meanwhile. */
  readonly lines: number;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Content in several parts, each of which asks for its own: shown when all first answers have come, so that no part pushes another that is being read. */
export function ShownWhole({ lines, className, children }: Props) {
  const [isWhole, setWhole] = useState(false);
  const [pending, setPending] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), MOST_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isWhole || pending > 0) return undefined;
    const timer = setTimeout(() => setWhole(true), CALM_MS);
    return () => clearTimeout(timer);
  }, [isWhole, pending]);
  return (
    <div className={styles.whole} data-waits={!isWhole || undefined}>
      {!isWhole && (
        <div className={styles.waiting}>
          <LateSkeleton lines={lines} height={32} />
        </div>
      )}
      <div className={`${styles.content} ${className ?? ''}`}>
        <FirstAnswers value={setPending}>{children}</FirstAnswers>
      </div>
    </div>
  );
}
