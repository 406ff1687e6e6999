import { UserError } from '#kernel';

export interface PageAsk {
  readonly cursor?: string | undefined;
  /** 50 by default. */
  readonly limit?: number | undefined;
}

const FIRST = /^\d{1,9}$/;

/** Where a page begins. Throws UserError `cursor.invalid`. */
export function offsetOf({ cursor }: PageAsk): number {
  if (cursor === undefined) return 0;
  if (FIRST.test(cursor)) return Number(cursor);
  throw new UserError('invalid', {
    code: 'cursor.invalid',
    at: '/cursor',
    text: { en: 'This cursor does not belong to this list: start again without it.', 'zh-CN': '此游标不属于该列表:请去掉它重新开始。' },
  });
}

export const sizeOf = ({ limit }: PageAsk): number => limit ?? 50;

/** One page of a list that is there as a whole. */
export function pageOf<T>(all: readonly T[], ask: PageAsk): { readonly items: readonly T[]; readonly next: string | null } {
  const from = offsetOf(ask);
  const to = from + sizeOf(ask);
  return { items: all.slice(from, to), next: to < all.length ? String(to) : null };
}

/** One page of a list of which `limit` + 1 rows from the offset were read. */
export function pageOfRead<T>(read: readonly T[], ask: PageAsk): { readonly items: readonly T[]; readonly next: string | null } {
  const size = sizeOf(ask);
  return { items: read.slice(0, size), next: read.length > size ? String(offsetOf(ask) + size) : null };
}
