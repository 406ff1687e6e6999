import { RFM_GROUPS, scoreLoyalty, type LoyaltyPart, type RfmCustomer } from '#analytics';
import type { Text } from '#kernel';
import type { KnownBook } from './customer-book.js';
import { loyaltyCustomer } from './tasks/book.js';

/** Where a customer stands in recency, frequency and money. */
export type RfmRow = Omit<RfmCustomer, 'customer'>;

export function rfmRow({ book: { measures, rfm } }: KnownBook, i: number): RfmRow {
  return {
    recencyDays: measures.recencyDays[i] as number,
    frequency: measures.frequency[i] as number,
    money: cents(measures.money[i]),
    r: rfm.r[i] as number,
    f: rfm.f[i] as number,
    m: rfm.m[i] as number,
    group: RFM_GROUPS[rfm.group[i] as number]?.key ?? 'need-attention',
  };
}

export interface ValueRow {
  readonly value: number;
  readonly purchases: number;
  readonly meanValue: number;
  readonly alive: number;
  readonly money: number;
  readonly frequency: number;
}

/** Null for a customer of whom too little is known: one who bought for the first time today. */
export function valueRow({ book: { measures, worth } }: KnownBook, i: number): ValueRow | null {
  if (Number.isNaN(worth.value[i])) return null;
  return {
    value: cents(worth.value[i]),
    purchases: rounded(worth.purchases[i]),
    meanValue: cents(worth.meanValue[i]),
    alive: rounded(worth.alive[i]),
    money: cents(measures.money[i]),
    frequency: measures.frequency[i] as number,
  };
}

export interface LoyaltyRow {
  readonly score: number;
  readonly recencyDays: number;
  readonly frequency: number;
  readonly tenureDays: number;
  readonly parts: readonly { readonly part: LoyaltyPart; readonly rank: number; readonly points: number }[];
  readonly reason: Text;
}

export function loyaltyRow({ book }: KnownBook, i: number): LoyaltyRow | null {
  const { model } = book.loyalty;
  const scored = model && scoreLoyalty(model, loyaltyCustomer(book.measures, i));
  if (!scored?.ok || scored.value.score === null) return null;
  const parts = scored.value.parts.map(({ part, rank, points }) => ({ part, rank: rounded(rank), points: rounded(points) }));
  const { recencyDays, frequency, tenureDays } = book.measures;
  return {
    score: rounded(scored.value.score),
    recencyDays: recencyDays[i] as number,
    frequency: frequency[i] as number,
    tenureDays: tenureDays[i] as number,
    parts,
    reason: scored.value.reason,
  };
}

/** Money to hundredths. */
export const cents = (value: number | undefined): number => Math.round((value ?? 0) * 100) / 100;
/** To four decimals. */
export const rounded = (value: number | undefined): number => Math.round((value ?? 0) * 10_000) / 10_000;
