import { quantile } from '#analytics';

/** In seconds; null where too few ended to tell. */
export interface DurationFigures {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** Mean, median and ninth decile (by linear interpolation, as numpy's default) of durations in seconds. */
export function durationFigures(seconds: readonly number[]): DurationFigures {
  const n = seconds.length;
  if (n === 0) return { n, mean: null, median: null, p90: null };
  const sorted = new Float64Array(seconds).sort();
  return { n, mean: sorted.reduce((sum, value) => sum + value / n, 0), median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

/**
 * The same where some have not ended yet: they lasted at least so long (product-limit estimate of Kaplan and Meier 1958). The mean is that up to the
 * longest seen; a median or decile that is not reached while anybody is watched is null.
 */
export function survivalFigures(stays: readonly { readonly seconds: number; readonly isOver: boolean }[]): Omit<DurationFigures, 'n'> {
  if (!stays.some(({ isOver }) => isOver)) return { mean: null, median: null, p90: null };
  const sorted = [...stays].sort((a, b) => a.seconds - b.seconds);
  let [surviving, mean, before, atRisk] = [1, 0, 0, sorted.length];
  let [median, p90]: [number | null, number | null] = [null, null];
  for (let i = 0; i < sorted.length;) {
    const { seconds } = sorted[i] as (typeof sorted)[number];
    mean += surviving * (seconds - before);
    before = seconds;
    let [ending, leaving] = [0, 0];
    for (; i < sorted.length && sorted[i]?.seconds === seconds; i += 1) {
      leaving += 1;
      if (sorted[i]?.isOver) ending += 1;
    }
    surviving *= 1 - ending / atRisk;
    atRisk -= leaving;
    if (median === null && surviving <= 0.5 + 1e-12) median = seconds;
    if (p90 === null && surviving <= 0.1 + 1e-12) p90 = seconds;
  }
  return { mean, median, p90 };
}
