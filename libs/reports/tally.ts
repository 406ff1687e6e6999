import type { Journeys } from './journeys.js';

/** Which number of a report is meant: a member of a row, in a period where rows have periods. */
export interface Pick {
  readonly row: string | null;
  readonly period: string | null;
  readonly measure: string;
}

/**
 * Counts what a report says, or gathers the rows behind one of its numbers: the same pass over the data does both, so that a number and its
 * records cannot disagree. Row `''` is the total.
 */
export class Tally {
  private readonly counts = new Map<string, number>();
  private readonly sums = new Map<string, number>();
  private readonly picked = new Set<number>();

  constructor(
    private readonly amount: Float64Array,
    private readonly pick: Pick | null,
  ) {}

  add(row: string, measure: string, run: number, period = ''): void {
    const { pick } = this;
    if (pick !== null) {
      if (measure === pick.measure && row === (pick.row ?? '') && period === (pick.period ?? '')) this.picked.add(run);
      return;
    }
    const key = keyOf(row, measure, period);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    const amount = this.amount[run] as number;
    if (!Number.isNaN(amount)) this.sums.set(key, (this.sums.get(key) ?? 0) + amount);
  }

  count(row: string, measure: string, period = ''): number {
    return this.counts.get(keyOf(row, measure, period)) ?? 0;
  }
  /** Amounts of the rows that were counted. */
  sum(row: string, measure: string, period = ''): number {
    return round(this.sums.get(keyOf(row, measure, period)) ?? 0);
  }
  /** The rows behind the number that was asked for, in order. */
  rows(): Int32Array {
    return Int32Array.from(this.picked).sort();
  }
}

const keyOf = (row: string, measure: string, period: string): string => `${measure}\u0000${row}\u0000${period}`;

/** To a millionth: sums of doubles without their dust. */
export const round = (value: number): number => Math.round(value * 1e6) / 1e6;
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export interface Money {
  readonly currency: string;
  readonly otherCurrencies: number;
  /** NaN where there is none, or it is in another currency. */
  readonly amount: Float64Array;
}

/** Amounts in one currency: the one that is wished for, else the workspace's, else (where none is in it) the commonest. */
export function moneyOf({ runs, amount, currency, currencies }: Journeys, wish: string | null, own: string): Money {
  const counts = currencies.map(() => 0);
  for (let run = 0; run < runs; run += 1) if (!Number.isNaN(amount[run])) counts[currency[run] as number]! += 1;
  const most = counts.reduce((best, n, i) => (n > (counts[best] ?? 0) ? i : best), 0);
  const ownAt = currencies.indexOf(own);
  const chosen = wish ?? ((counts[ownAt] ?? 0) > 0 || (counts[most] ?? 0) === 0 ? own : (currencies[most] as string));
  const at = currencies.indexOf(chosen);
  const all = counts.reduce((a, b) => a + b, 0);
  const inIt = amount.map((value, run) => (currency[run] === at ? value : Number.NaN));
  return { currency: chosen, otherCurrencies: all - (counts[at] ?? 0), amount: inIt };
}
