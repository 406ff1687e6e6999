import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.js';
import type { BehindKind } from '../parts/behind.js';

/** One record behind a number. The members beside the first three depend on what was asked. */
export interface BehindRow {
  readonly object: string;
  readonly id: string;
  readonly name: string | null;
  readonly stage?: string | null;
  readonly outcome?: string | null;
  readonly amount?: number | null;
  readonly currency?: string | null;
  readonly ownerId?: string | null;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly recencyDays?: number;
  readonly frequency?: number;
  readonly money?: number;
  readonly group?: string;
  readonly value?: number;
  readonly score?: number;
  readonly tenureDays?: number;
  readonly purchases?: number;
  readonly alive?: number;
  readonly at?: string | null;
  readonly excerpt?: string;
}

interface BehindPage {
  readonly items: readonly BehindRow[];
  readonly next: string | null;
  readonly total: number | null;
}

type Asked = Record<string, string>;

/** Lists of customers do not say of which object they are: the question does. */
const pageOfCustomers = (
  { items, next }: { readonly items: readonly Omit<BehindRow, 'object'>[]; readonly next: string | null },
  object: string,
): BehindPage => ({
  items: items.map((item) => ({ ...item, object })),
  next,
  total: null,
});

async function pageOf(kind: BehindKind, asked: Asked, signal: AbortSignal): Promise<BehindPage> {
  const customer = asked['customer'] ?? 'account';
  switch (kind) {
    case 'insight':
      return ask('insightRecords', { query: asked as never }, signal);
    case 'rfm':
      return pageOfCustomers(await ask('customersRfmMembers', { query: asked }, signal), customer);
    case 'value':
      return pageOfCustomers(await ask('customersValueMembers', { query: asked }, signal), customer);
    case 'loyalty':
      return pageOfCustomers(await ask('customersLoyalty', { query: asked }, signal), customer);
    case 'orders':
      return { ...(await ask('customersBasketOrders', { query: asked as never }, signal)), total: null };
    case 'theme':
      return { ...(await ask('customersThemeRecords', { query: asked as never }, signal)), total: null };
    case 'segment': {
      const { key = '', ...query } = asked;
      return { ...(await ask('listSegmentMembers', { params: { key }, query: query as never }, signal)), total: null };
    }
  }
}

const PAGE = '100';

/** The records behind a number, page by page. */
export const useBehind = (kind: BehindKind, asking: string) =>
  useInfiniteQuery({
    queryKey: ['behind', kind, asking],
    queryFn: ({ pageParam, signal }) =>
      pageOf(kind, { ...Object.fromEntries(new URLSearchParams(asking)), limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
