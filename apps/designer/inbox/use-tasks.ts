import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import type { Answer } from '../api/operations.js';
import { keyOf } from '../api/use-answer.js';

export type Task = Answer<'listTasks'>['items'][number];

/** Open tasks or approvals, those due first, page by page. */
export function useTasks(kind: 'task' | 'approval', isMine: boolean) {
  const query = { kind, status: 'open', ...(isMine ? { mine: 'true' as const } : {}) } as const;
  return useInfiniteQuery({
    queryKey: [...keyOf('listTasks'), 'pages', query],
    queryFn: ({ pageParam, signal }) => ask('listTasks', { query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}
