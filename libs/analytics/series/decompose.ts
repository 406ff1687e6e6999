import { ok } from '#kernel';
import { badOption, firstUnusable, isWhole, refuse, tooFew, type Answer } from '../problem.js';

export type Seasonal = 'additive' | 'multiplicative';

export interface Decomposition {
  /** Centred moving average over one period; `null` at either end, where it does not reach. */
  readonly trend: readonly (number | null)[];
  /** Seasonal figure of each value; the figures of a period have mean 0 (additive) or 1 (multiplicative). */
  readonly seasonal: readonly number[];
  /** What is left; `null` where the trend is. */
  readonly remainder: readonly (number | null)[];
  /** One figure a season, for the season of the first value first. */
  readonly figures: readonly number[];
  readonly kind: Seasonal;
  readonly period: number;
}

/**
 * Classical decomposition by moving averages (Kendall and Stuart 1983; as R's `decompose`). Values at even steps of time, `period` of them a cycle.
 * Refuses fewer than two periods, a period below 2, what is no finite number, and values of zero or less where seasons multiply.
 */
export function decompose(values: readonly number[], period: number, kind: Seasonal): Answer<Decomposition> {
  const wrong = seriesProblem(values, period, kind);
  if (wrong) return wrong;
  const trend = movingAverage(values, period);
  const parts = values.map((value, i) => (trend[i] === null ? null : kind === 'additive' ? value - (trend[i] as number) : value / (trend[i] as number)));
  const means = Array.from({ length: period }, (_, season) => meanOf(parts.filter((part, i): part is number => i % period === season && part !== null)));
  const middle = meanOf(means);
  const figures = means.map((mean) => (kind === 'additive' ? mean - middle : mean / middle));
  const seasonal = values.map((_, i) => figures[i % period] as number);
  const remainder = parts.map((part, i) => (part === null ? null : kind === 'additive' ? part - (seasonal[i] as number) : part / (seasonal[i] as number)));
  return ok({ trend, seasonal, remainder, figures, kind, period });
}

export function seriesProblem(values: readonly number[], period: number, kind: Seasonal): Answer<never> | null {
  if (!isWhole(period, 2, 10_000))
    return badOption(
      '/period',
      'The period must be a whole number of at least 2: 12 for months, 4 for quarters.',
      '周期必须是不小于 2 的整数：按月为 12，按季为 4。',
      period,
    );
  const wrong = firstUnusable(values, '/values');
  if (wrong) return wrong;
  if (values.length < 2 * period) return tooFew('/values', 2 * period, values.length, 'values (two periods)', '个值（两个周期）');
  const low = values.findIndex((value) => value <= 0);
  if (kind === 'additive' || low < 0) return null;
  return refuse(
    'analysis.not-positive',
    `/values/${low}`,
    'Seasons can only multiply where every value is above zero; take additive seasons.',
    '仅当所有值都大于零时才能使用乘法季节；请改用加法季节。',
    values[low],
  );
}

/** Centred: for an even period the two ends count half. */
function movingAverage(values: readonly number[], period: number): (number | null)[] {
  const half = Math.floor(period / 2);
  const isEven = period % 2 === 0;
  return values.map((_, i) => {
    if (i < half || i + half >= values.length) return null;
    let sum = 0;
    for (let j = i - half; j <= i + half; j += 1) sum += (values[j] as number) * (isEven && (j === i - half || j === i + half) ? 0.5 : 1);
    return sum / period;
  });
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
