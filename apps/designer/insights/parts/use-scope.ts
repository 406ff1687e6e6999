import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { OfferedPipeline } from '../../fields/use-pipelines.js';
import { boundsOf, isPeriod, type Period } from './period.js';

/** What stands in the address of a screen of insights. */
export interface InsightSearch {
  readonly show?: string;
  readonly pipeline?: string;
  readonly filter?: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly bucket?: string;
  readonly at?: string;
  readonly by?: string;
  readonly measure?: string;
  readonly key?: string;
  readonly edit?: string;
}

/** The address of the screen, and a change of it. */
export function useInsightSearch(): {
  readonly search: InsightSearch;
  /** `replace`: the step before is not kept in the history, for what is typed. */
  readonly change: (next: Partial<Record<keyof InsightSearch, string | undefined>>, how?: { readonly replace: true }) => void;
} {
  const search: InsightSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    search,
    change: (next, how) => void navigate({ to: '.', ...how, search: (before: InsightSearch) => ({ ...before, ...next }) as never, resetScroll: false }),
  };
}

/** What every report of the screen is asked with. */
export interface Scope {
  readonly pipeline: string;
  readonly object: string;
  readonly period: Period;
  readonly query: { readonly pipeline: string; readonly filter?: string; readonly from?: string; readonly to?: string };
}

/** What the screen is narrowed to: by the address, else the first pipeline and the last twelve months. */
export function useScope(pipelines: readonly OfferedPipeline[]): Scope | null {
  const { search } = useInsightSearch();
  const [now] = useState(() => Date.now());
  const { filter, from, to } = search;
  const period = isPeriod(search.period) ? search.period : '12m';
  const head = pipelines.find(({ key }) => key === search.pipeline) ?? mostUsed(pipelines);
  return useMemo(() => {
    if (head === undefined) return null;
    const query = { pipeline: head.key, ...(filter ? { filter } : {}), ...boundsOf(period, { from, to }, now) };
    return { pipeline: head.key, object: head.object, period, query };
  }, [head, filter, from, to, period, now]);
}

const mostUsed = (pipelines: readonly OfferedPipeline[]): OfferedPipeline | undefined =>
  pipelines.reduce<OfferedPipeline | undefined>((best, head) => (best === undefined || head.openRuns > best.openRuns ? head : best), undefined);
