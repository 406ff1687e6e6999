import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BoardRecord, recordsIn } from './pages.js';
import { useScope } from './scope.js';

/** Live changes keep a column current; this is for what no event tells. */
const FRESH_MS = 60_000;

export interface ColumnData {
  /** Undefined until the first page is here. */
  readonly records: readonly BoardRecord[] | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  more(): void;
  retry(): void;
}

/** The loaded records of a stage; page by page. */
export function useColumn(stage: string): ColumnData {
  const { cache } = useScope();
  const query = useInfiniteQuery({
    queryKey: cache.columnKey(stage),
    queryFn: ({ pageParam, signal }) => cache.page(stage, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const records = useMemo(() => pages && recordsIn(pages), [pages]);
  const names = useMemo(() => Object.assign({}, ...(pages ?? []).map((page) => page.names ?? {})) as Record<string, string>, [pages]);
  return {
    records,
    names,
    error: pages === undefined ? query.error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
