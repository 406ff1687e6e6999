import { quantile, sorted } from '../cleaning/index.js';
import { seededRandom, type Random } from '../random.js';
import { advance, type HoltWintersModel } from './holt-winters.js';

export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of each of the next `steps` values: so many seeded futures, each with errors drawn from the model's own one-step errors and the
 * states moved on by what came (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 5.5). `confidence` .9 gives the 5 % and 95 % points.
 */
export function simulateBand(model: HoltWintersModel, steps: number, { seed = 1, paths = 2000, confidence = 0.9 } = {}): Band[] {
  const random = seededRandom(seed);
  const futures = Array.from({ length: steps }, () => new Float64Array(paths));
  for (let path = 0; path < paths; path += 1) for (const [h, value] of future(model, steps, random).entries()) (futures[h] as Float64Array)[path] = value;
  return futures.map((values) => {
    const ascending = sorted(values);
    return { low: quantile(ascending, (1 - confidence) / 2), high: quantile(ascending, (1 + confidence) / 2) };
  });
}

const LIMIT = 1e150;

function future(model: HoltWintersModel, steps: number, random: Random): number[] {
  const seasons = [...model.seasons];
  let { level, trend } = model;
  return Array.from({ length: steps }, (_, h) => {
    const at = h % model.period;
    const season = seasons[at] as number;
    const error = model.errors[random.below(model.errors.length)] ?? 0;
    const expected = model.seasonal === 'additive' ? level + trend + season : (level + trend) * season;
    const drawn = model.seasonal === 'additive' ? expected + error : expected * (1 + error);
    const value = Math.min(Math.max(drawn, -LIMIT), LIMIT);
    const next = advance({ level, trend, season }, value, model, model.seasonal);
    [level, trend, seasons[at]] = [next.level, next.trend, next.season];
    return value;
  });
}
