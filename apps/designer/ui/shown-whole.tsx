import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { OperationName } from '../api/operations.js';
import { LateSkeleton } from './late-skeleton.js';
import styles from './shown-whole.module.css';

/** How long nothing may be under way: an answer can lead to the next question a moment later. */
const CALM_MS = 40;

interface Props {
  /** What the content asks for, and is waited for: whatever decides how high a part of it is. */
  readonly operations: readonly OperationName[];
  /** Grey lines meanwhile. */
  readonly lines: number;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Content in several parts, each of which asks for its own: shown when all first answers have come, so that no part pushes another that is being read. */
export function ShownWhole({ operations, lines, className, children }: Props) {
  const [isWhole, setWhole] = useState(false);
  const pending = useIsFetching({ predicate: ({ queryKey, state }) => state.status === 'pending' && operations.some((name) => name === queryKey[0]) });
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
      <div className={`${styles.content} ${className ?? ''}`}>{children}</div>
    </div>
  );
}
