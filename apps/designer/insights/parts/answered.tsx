import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { ProblemState } from '../../ui/problem-state.js';
import { uiTexts } from '../../ui/texts.js';
import styles from '../insights.module.css';

interface Props<T> {
  readonly answer: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What is drawn of an answer once it is there; its room is kept while it is asked. */
export function Answered<T>({ answer, children }: Props<T>) {
  const t = useTexts(uiTexts);
  if (answer.data !== undefined)
    return (
      <div data-stale={answer.isPlaceholderData || undefined} className={styles.answered}>
        {children(answer.data)}
      </div>
    );
  if (answer.error) return <ProblemState error={answer.error} retry={() => void answer.refetch()} />;
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton height={400} radius={12} />
    </div>
  );
}
