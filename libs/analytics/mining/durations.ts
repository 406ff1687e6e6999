import { quantile } from '../cleaning/statistics.js';

/** Milliseconds: mean, median and the ninth decile (both by linear interpolation, as numpy's default). */
export interface Durations {
  readonly n: number;
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

/** Sums up durations; at least one is needed, zeros otherwise. */
export function durationsOf(values: readonly number[]): Durations {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { n, meanMs: 0, medianMs: 0, p90Ms: 0 };
  return { n, meanMs: sorted.reduce((sum, value) => sum + value / n, 0), medianMs: quantile(sorted, 0.5), p90Ms: quantile(sorted, 0.9) };
}
