import { ok } from '#kernel';
import { minimiseWithin } from '../numeric/minimise.js';
import { badOption, notANumber, type Answer } from '../problem.js';
import { decompose, type Seasonal } from './decompose.js';

/** Smoothing of level, trend and seasons, each 0 to 1. */
export interface Smoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Plain JSON: all that a forecast and its interval need. */
export interface HoltWintersModel extends Smoothing {
  readonly method: 'holt-winters';
  readonly seasonal: Seasonal;
  readonly period: number;
  /** Level and trend after the last value. */
  readonly level: number;
  readonly trend: number;
  /** Seasonal figures, that of the next value first. */
  readonly seasons: readonly number[];
  /** Sum of the squared one-step errors, from the second period on. */
  readonly sse: number;
  /** One-step errors: value - forecast (additive), or that divided by the forecast (multiplicative). */
  readonly errors: readonly number[];
  readonly values: number;
}

interface Start {
  readonly level: number;
  readonly trend: number;
  readonly seasons: readonly number[];
}

/**
 * Seasonal smoothing of Holt 1957 and Winters 1960, as R's `HoltWinters`: starts from the moving-average decomposition of the first two periods,
 * alpha, beta and gamma of the least squared one-step error, sought in 0 to 1 from (.3, .1, .1); or the ones given. Refusals as of `decompose`.
 */
export function holtWinters(
  values: readonly number[],
  options: { readonly period: number; readonly seasonal: Seasonal; readonly smoothing?: Smoothing },
): Answer<HoltWintersModel> {
  const { period, seasonal, smoothing } = options;
  const start = startOf(values, period, seasonal);
  if (!start.ok) return start;
  const wrong = smoothing ? smoothingProblem(smoothing) : null;
  if (wrong) return wrong;
  const run = (at: Smoothing): HoltWintersModel => smooth(values, start.value, at, { period, seasonal });
  const model = run(smoothing ?? sought((at) => run(at).sse));
  return Number.isFinite(model.sse) && Number.isFinite(model.level) ? ok(model) : notANumber('/values', model.sse);
}

/**
 * The squared error is not convex, so the search begins where R does and at three further places; the one from R's start wins unless another is
 * lower by more than a tenth, so that a series which R handles well gets R's parameters.
 */
function sought(sse: (at: Smoothing) => number): Smoothing {
  const objective = ([alpha = 0, beta = 0, gamma = 0]: readonly number[]): number => sse({ alpha, beta, gamma });
  const box = { low: [0, 0, 0], high: [1, 1, 1] };
  const scale = Math.max(objective([0.3, 0.1, 0.1]), Number.MIN_VALUE);
  const from = (start: readonly number[]) => minimiseWithin((at) => objective(at) / scale, start, box);
  const asInR = from([0.3, 0.1, 0.1]);
  const others = [
    [0.8, 0.05, 0.5],
    [0.1, 0.01, 0.9],
    [0.5, 0.3, 0.3],
  ].map(from);
  const best = others.reduce((a, b) => (b.value < a.value * 0.9 ? b : a), asInR);
  const [alpha = 0.3, beta = 0.1, gamma = 0.1] = best.at;
  return { alpha, beta, gamma };
}

function smoothingProblem(smoothing: Smoothing): Answer<never> | null {
  for (const name of ['alpha', 'beta', 'gamma'] as const)
    if (!(smoothing[name] >= 0 && smoothing[name] <= 1))
      return badOption(`/smoothing/${name}`, 'Smoothing must lie within 0 to 1.', '平滑系数必须在 0 到 1 之间。', smoothing[name]);
  return null;
}

function startOf(values: readonly number[], period: number, seasonal: Seasonal): Answer<Start> {
  const parts = decompose(values.slice(0, 2 * period), period, seasonal);
  if (!parts.ok) return parts;
  const rest = decompose(values, period, seasonal);
  if (!rest.ok) return rest;
  const line = parts.value.trend.filter((value) => value !== null);
  const n = line.length;
  const middle = (n + 1) / 2;
  const mean = line.reduce((a, b) => a + b, 0) / n;
  const slopes = line.reduce((sum, value, i) => sum + (i + 1 - middle) * (value - mean), 0);
  const squares = line.reduce((sum, _value, i) => sum + (i + 1 - middle) ** 2, 0);
  const trend = squares > 0 ? slopes / squares : 0;
  return ok({ level: mean - trend * middle, trend, seasons: parts.value.figures });
}

/** Levels that seasons multiply must not reach zero: a ratio to them would blow up. */
const floorOf = (level: number): number => (Math.abs(level) < 1e-12 ? 1e-12 : level);

function smooth(values: readonly number[], start: Start, smoothing: Smoothing, { period, seasonal }: { period: number; seasonal: Seasonal }): HoltWintersModel {
  const seasons = Float64Array.from(start.seasons);
  const errors: number[] = [];
  let { level, trend } = start;
  let sse = 0;
  for (let i = period; i < values.length; i += 1) {
    const value = values[i] as number;
    const at = i % period;
    const season = seasons[at] as number;
    const forecast = seasonal === 'additive' ? level + trend + season : (level + trend) * season;
    sse += (value - forecast) ** 2;
    errors.push(seasonal === 'additive' ? value - forecast : (value - forecast) / floorOf(forecast));
    const next = advance({ level, trend, season }, value, smoothing, seasonal);
    ({ level, trend } = next);
    seasons[at] = next.season;
  }
  const shift = values.length % period;
  const upcoming = Array.from({ length: period }, (_, i) => seasons[(shift + i) % period] as number);
  return { method: 'holt-winters', ...smoothing, seasonal, period, level, trend, seasons: upcoming, sse, errors, values: values.length };
}

export interface Moment {
  readonly level: number;
  readonly trend: number;
  readonly season: number;
}

/** Level, trend and season of this value after it has been seen. */
export function advance({ level, trend, season }: Moment, value: number, { alpha, beta, gamma }: Smoothing, seasonal: Seasonal): Moment {
  const isAdditive = seasonal === 'additive';
  const nextLevel = alpha * (isAdditive ? value - season : value / floorOf(season)) + (1 - alpha) * (level + trend);
  const nextTrend = beta * (nextLevel - level) + (1 - beta) * trend;
  const nextSeason = gamma * (isAdditive ? value - nextLevel : value / floorOf(nextLevel)) + (1 - gamma) * season;
  return { level: nextLevel, trend: nextTrend, season: nextSeason };
}

/** The next `steps` values. */
export function forecastHoltWinters(model: HoltWintersModel, steps: number): number[] {
  return Array.from({ length: steps }, (_, h) => {
    const line = model.level + (h + 1) * model.trend;
    const season = model.seasons[h % model.period] as number;
    return model.seasonal === 'additive' ? line + season : line * season;
  });
}
