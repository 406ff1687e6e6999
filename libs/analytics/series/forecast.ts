import { ok, type Text } from '#kernel';
import { quantile, sorted } from '../cleaning/index.js';
import { badOption, firstUnusable, isWhole, tooFew, type Answer } from '../problem.js';
import { backTestSeries, type SeriesBackTest } from './back-test.js';
import type { Seasonal } from './decompose.js';
import { forecastHoltWinters, holtWinters, type HoltWintersModel } from './holt-winters.js';
import { simulateBand, type Band } from './simulate.js';

export interface ForecastWish {
  /** Values a cycle: 12 for months, 4 for quarters, 7 for days. */
  readonly period: number;
  /** `auto` takes the one of the smaller back-test error. */
  readonly seasonal: Seasonal | 'auto';
  /** Values ahead. */
  readonly steps: number;
  readonly seed: number;
  /** 0.9 by default. */
  readonly confidence?: number;
}

export interface SeriesForecast {
  readonly method: 'holt-winters' | 'seasonal-naive' | 'last-value';
  readonly model: HoltWintersModel | null;
  readonly values: readonly (Band & { readonly forecast: number })[];
  /** `null` where the series is too short to be tested. */
  readonly backTest: SeriesBackTest | null;
  /** Why this method. */
  readonly reason: Text;
}

/**
 * The next values of a series with a band, by Holt-Winters from two periods on; by a rule where there are fewer: the value of one period ago, or
 * the last one. Refuses no values, what is no finite number, and options out of range.
 */
export function forecastSeries(values: readonly number[], wish: ForecastWish): Answer<SeriesForecast> {
  const wrong = wishProblem(wish) ?? firstUnusable(values, '/values');
  if (wrong) return wrong;
  if (values.length === 0) return tooFew('/values', 1, 0, 'values', '个值');
  if (values.length < 2 * wish.period + 1) return ok(byRule(values, wish));
  const seasonal = chosen(values, wish);
  const model = holtWinters(values, { period: wish.period, seasonal });
  if (!model.ok) return model;
  const confidence = wish.confidence ?? 0.9;
  const band = simulateBand(model.value, wish.steps, { seed: wish.seed, confidence });
  const forecast = forecastHoltWinters(model.value, wish.steps);
  const test = testOf(values, wish, seasonal);
  return ok({
    method: 'holt-winters',
    model: model.value,
    values: forecast.map((value, h) => ({ forecast: value, low: band[h]?.low ?? value, high: band[h]?.high ?? value })),
    backTest: test,
    reason: reasonOf(seasonal, test),
  });
}

function wishProblem({ period, steps, confidence = 0.9, seed }: ForecastWish): Answer<never> | null {
  if (!isWhole(period, 2, 10_000)) return badOption('/period', 'The period must be a whole number of at least 2.', '周期必须是不小于 2 的整数。', period);
  if (!isWhole(steps, 1, 1000)) return badOption('/steps', 'Steps must be a whole number from 1 to 1000.', '步数必须是 1 到 1000 的整数。', steps);
  if (!Number.isFinite(seed)) return badOption('/seed', 'The seed must be a number.', '种子必须是数值。', seed);
  return confidence > 0 && confidence < 1 ? null : badOption('/confidence', 'Confidence must lie between 0 and 1.', '置信水平必须在 0 与 1 之间。', confidence);
}

function chosen(values: readonly number[], wish: ForecastWish): Seasonal {
  if (wish.seasonal !== 'auto') return wish.seasonal;
  const additive = testOf(values, wish, 'additive');
  const multiplicative = testOf(values, wish, 'multiplicative');
  return multiplicative && additive && multiplicative.model.smape < additive.model.smape ? 'multiplicative' : 'additive';
}

/** At most some twenty cuts, so that a long series does not take long. */
function testOf(values: readonly number[], { period, steps, seed, confidence = 0.9 }: ForecastWish, seasonal: Seasonal): SeriesBackTest | null {
  const horizon = Math.min(steps, period);
  const first = Math.max(2 * period + 1, Math.ceil(values.length / 2));
  const every = Math.max(1, Math.ceil((values.length - horizon - first) / 20));
  const test = backTestSeries(values, { period, seasonal, horizon, first, every, seed, confidence });
  return test.ok ? test.value : null;
}

function reasonOf(seasonal: Seasonal, test: SeriesBackTest | null): Text {
  const kind = { en: seasonal, 'zh-CN': seasonal === 'additive' ? '加法' : '乘法' };
  if (!test)
    return {
      en: `Holt-Winters with ${kind.en} seasons; too few values to test it on the past.`,
      'zh-CN': `Holt-Winters（${kind['zh-CN']}季节）；数据太少，无法用历史检验。`,
    };
  const [own, naive] = [test.model.smape, test.seasonalNaive.smape].map((smape) => smape.toFixed(1));
  return {
    en: `Holt-Winters with ${kind.en} seasons: off by ${own} % over ${test.origins} cuts of the past, where the value of one period ago is off by ${naive} %.`,
    'zh-CN': `Holt-Winters（${kind['zh-CN']}季节）：在 ${test.origins} 个历史截断点上平均误差 ${own}%，而沿用上一周期的值误差为 ${naive}%。`,
  };
}

function byRule(values: readonly number[], { period, steps, confidence = 0.9 }: ForecastWish): SeriesForecast {
  const isSeasonal = values.length > period;
  const lag = isSeasonal ? period : 1;
  const changes = sorted(values.slice(lag).map((value, i) => value - (values[i] as number)));
  const off = (q: number): number => (changes.length > 0 ? quantile(changes, q) : 0);
  const spread = Math.max(Math.abs(off((1 - confidence) / 2)), Math.abs(off((1 + confidence) / 2)));
  const points = Array.from({ length: steps }, (_, h) => {
    const forecast = values[values.length - lag + (h % lag)] as number;
    // Each further lag adds one more change of the same size: the spread grows with the square root of their number.
    const width = spread * Math.sqrt(Math.floor(h / lag) + 1);
    return { forecast, low: forecast - width, high: forecast + width };
  });
  const needed = 2 * period + 1;
  return {
    method: isSeasonal ? 'seasonal-naive' : 'last-value',
    model: null,
    values: points,
    backTest: null,
    reason: {
      en: `${values.length} values are too few to learn seasons from (${needed} are needed): ${isSeasonal ? 'the value of one period ago' : 'the last value'} is taken.`,
      'zh-CN': `${values.length} 个值不足以学习季节规律（需要 ${needed} 个）：采用${isSeasonal ? '上一周期的值' : '最后一个值'}。`,
    },
  };
}
