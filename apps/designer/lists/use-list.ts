import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask } from '../api/ask.js';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';

const PAGE = 100;

/** What a list is asked for; stands in its address. */
export interface ListSearch {
  readonly filter?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly view?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly bin?: string | undefined;
}

export type RecordPages = InfiniteData<Answer<'listRecords'>, string | null>;

/** The address of the list, and a way to change parts of it. */
export function useListSearch() {
  const { object } = useParams({ from: '/inside/records/$object' });
  const search: ListSearch = useSearch({ from: '/inside/records/$object' });
  const navigate = useNavigate({ from: '/records/$object' });
  const change = (next: ListSearch): void => void navigate({ to: '/records/$object', params: { object }, search: { ...search, ...next }, replace: true });
  return { object, search, change };
}

/** What both the pages and the count are narrowed by. */
export const selectionOf = ({ filter, q, pipeline, bin }: ListSearch) => ({
  ...(filter ? { filter } : {}),
  ...(q ? { q } : {}),
  ...(pipeline ? { pipeline } : {}),
  ...(bin ? { deleted: 'true' as const } : {}),
});

export const pagesKey = (object: string, search: ListSearch) =>
  ['listRecords', 'pages', object, { ...selectionOf(search), ...(search.sort ? { sort: search.sort } : {}) }] as const;

/** The records of a list, page by page. */
export function useRecordPages(object: string, search: ListSearch) {
  const query = { ...selectionOf(search), ...(search.sort ? { sort: search.sort } : {}), limit: PAGE };
  const pages = useInfiniteQuery({
    queryKey: pagesKey(object, search),
    queryFn: ({ pageParam, signal }) => ask('listRecords', { params: { object }, query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (previous) => previous,
  });
  const records = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  return { ...pages, records };
}

/** How many records the list has altogether; undefined until counted. */
export function useCount(object: string, search: ListSearch): number | undefined {
  const { data } = useAnswer('summarise', { params: { object }, query: { ...selectionOf(search), measure: 'count' } }, { keepsPrevious: true });
  return data?.groups.reduce((sum, { values }) => sum + Number(values['count'] ?? 0), 0);
}
