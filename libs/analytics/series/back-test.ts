import { ok } from '#kernel';
import { badOption, isWhole, tooFew, type Answer } from '../problem.js';
import { seriesProblem, type Seasonal } from './decompose.js';
import { forecastHoltWinters, holtWinters } from './holt-winters.js';
import { simulateBand } from './simulate.js';

export interface SeriesErrors {
  /** Mean of 200 |y - f| / (|y| + |f|), in percent, 0 to 200; a pair of zeros counts 0. */
  readonly smape: number;
  /** Mean absolute error over that of the seasonal naive forecast within the training values (Hyndman and Koehler 2006); below 1 is better. `null` where that is 0. */
  readonly mase: number | null;
}

export interface SeriesBackTest {
  /** Moments at which the past was cut off, and forecasts compared in all. */
  readonly origins: number;
  readonly compared: number;
  readonly horizon: number;
  readonly model: SeriesErrors;
  /** The value of one period ago, over the same cuts. */
  readonly seasonalNaive: SeriesErrors;
  /** Share of the actual values within the band of the stated confidence. */
  readonly coverage: number;
  readonly confidence: number;
  /** One step ahead of each cut: for the line in the picture. */
  readonly line: readonly { readonly index: number; readonly forecast: number; readonly actual: number }[];
}

export interface BackTestWish {
  readonly period: number;
  readonly seasonal: Seasonal;
  /** Steps ahead at each cut. */
  readonly horizon: number;
  /** Values before the first cut; two periods and one at least, three periods by default. */
  readonly first?: number;
  /** Values between two cuts; 1 by default. */
  readonly every?: number;
  readonly seed?: number;
  readonly confidence?: number;
}

/**
 * Rolling origin (Tashman 2000): at each cut the model is fitted anew to what was known then. Refuses what `holtWinters` refuses, and a series
 * too short for one cut.
 */
export function backTestSeries(values: readonly number[], wish: BackTestWish): Answer<SeriesBackTest> {
  const { period, seasonal, horizon, first = 3 * period, every = 1, confidence = 0.9 } = wish;
  const wrong = seriesProblem(values, period, seasonal) ?? optionProblem(wish, first, every, confidence);
  if (wrong) return wrong;
  if (values.length < first + horizon) return tooFew('/values', first + horizon, values.length, 'values', '个值');
  const tally = new Tally(period);
  for (let cut = first; cut + horizon <= values.length; cut += every) {
    const known = values.slice(0, cut);
    const model = holtWinters(known, { period, seasonal });
    if (!model.ok) return model;
    const forecast = forecastHoltWinters(model.value, horizon);
    const band = simulateBand(model.value, horizon, { seed: wish.seed ?? 1, paths: 400, confidence });
    tally.add(known, forecast, values.slice(cut, cut + horizon), (h, actual) => actual >= (band[h]?.low ?? 0) && actual <= (band[h]?.high ?? 0));
  }
  return ok(tally.result(horizon, confidence));
}

function optionProblem({ horizon, period }: BackTestWish, first: number, every: number, confidence: number): Answer<never> | null {
  if (!isWhole(horizon, 1, 1000))
    return badOption('/horizon', 'The horizon must be a whole number from 1 to 1000.', '预测步数必须是 1 到 1000 的整数。', horizon);
  if (!isWhole(first, 2 * period + 1))
    return badOption('/first', 'Before the first cut there must be more than two periods.', '首个截断点之前必须多于两个周期。', first);
  if (!isWhole(every, 1)) return badOption('/every', 'Cuts must be at least one value apart.', '截断点之间至少相隔一个值。', every);
  return confidence > 0 && confidence < 1 ? null : badOption('/confidence', 'Confidence must lie between 0 and 1.', '置信水平必须在 0 与 1 之间。', confidence);
}

class Tally {
  private readonly model = new ErrorSum();
  private readonly naive = new ErrorSum();
  private readonly line: { index: number; forecast: number; actual: number }[] = [];
  private inside = 0;

  constructor(private readonly period: number) {}

  add(known: readonly number[], forecast: readonly number[], actual: readonly number[], isInside: (h: number, actual: number) => boolean): void {
    const scale = naiveError(known, this.period);
    for (const [h, value] of actual.entries()) {
      this.model.add(forecast[h] as number, value, scale);
      this.naive.add(known[known.length - this.period + (h % this.period)] as number, value, scale);
      if (isInside(h, value)) this.inside += 1;
    }
    this.line.push({ index: known.length, forecast: forecast[0] as number, actual: actual[0] as number });
  }

  result(horizon: number, confidence: number): SeriesBackTest {
    const compared = this.model.count;
    const [model, seasonalNaive] = [this.model.errors(), this.naive.errors()];
    return { origins: this.line.length, compared, horizon, model, seasonalNaive, coverage: this.inside / compared, confidence, line: this.line };
  }
}

class ErrorSum {
  count = 0;
  private percent = 0;
  private scaled = 0;
  private isScaled = true;

  add(forecast: number, actual: number, scale: number): void {
    const error = Math.abs(forecast - actual);
    const size = Math.abs(forecast) + Math.abs(actual);
    this.count += 1;
    this.percent += size === 0 ? 0 : (200 * error) / size;
    if (scale > 0) this.scaled += error / scale;
    else this.isScaled = false;
  }

  errors(): SeriesErrors {
    return { smape: this.percent / this.count, mase: this.isScaled ? this.scaled / this.count : null };
  }
}

/** Mean absolute error of taking the value of one period ago. */
function naiveError(values: readonly number[], period: number): number {
  let sum = 0;
  for (let i = period; i < values.length; i += 1) sum += Math.abs((values[i] as number) - (values[i - period] as number));
  return sum / (values.length - period);
}
