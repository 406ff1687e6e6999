import { durationsOf, type Durations } from './durations.js';
import type { EventLog } from './event-log.js';

/** A way through the process, and who took it. */
export interface Variant {
  readonly activities: readonly string[];
  readonly cases: number;
  /** Of all cases. */
  readonly share: number;
  /** From the first to the last event of its cases. */
  readonly lasts: Durations;
}

/** Distinct sequences of activities, the commonest first. */
export function variantsOf({ activities, traces }: EventLog): Variant[] {
  const found = new Map<string, { readonly sequence: Int32Array; readonly lasts: number[] }>();
  for (const { activity, atMs } of traces) {
    const key = activity.join(',');
    const seen = found.get(key) ?? { sequence: activity, lasts: [] };
    seen.lasts.push((atMs.at(-1) as number) - (atMs[0] as number));
    found.set(key, seen);
  }
  return [...found.values()]
    .map(({ sequence, lasts }) => ({
      activities: Array.from(sequence, (a) => activities[a] as string),
      cases: lasts.length,
      share: lasts.length / traces.length,
      lasts: durationsOf(lasts),
    }))
    .sort((a, b) => b.cases - a.cases || a.activities.length - b.activities.length || (a.activities.join() < b.activities.join() ? -1 : 1));
}

/** An activity that is done again in one case. */
export interface Rework {
  readonly activity: string;
  /** Cases in which it comes more than once, and their share of those in which it comes. */
  readonly cases: number;
  readonly share: number;
  /** Times beyond the first, over all cases. */
  readonly repeats: number;
}

/** Activities that are repeated, the most repeats first. */
export function reworkOf({ activities, traces }: EventLog): Rework[] {
  const sums = activities.map(() => ({ having: 0, again: 0, repeats: 0 }));
  for (const { activity } of traces) {
    const counts = new Map<number, number>();
    for (const a of activity) counts.set(a, (counts.get(a) ?? 0) + 1);
    for (const [a, count] of counts) {
      const sum = sums[a] as (typeof sums)[number];
      sum.having += 1;
      sum.repeats += count - 1;
      if (count > 1) sum.again += 1;
    }
  }
  return sums
    .map(({ having, again, repeats }, a) => ({ activity: activities[a] as string, cases: again, share: again / having, repeats }))
    .filter(({ repeats }) => repeats > 0)
    .sort((a, b) => b.repeats - a.repeats || (a.activity < b.activity ? -1 : 1));
}
