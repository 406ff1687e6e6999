import type { Random } from '../random.js';
import { curvesFor, firstAbove, type ChartCurves, type Curve } from './curves.js';
import { endedMs, stayAt, type RunHistory } from './histories.js';
import type { ChartModel } from './model.js';
import type { OpenRun } from './predict.js';

const DAY_MS = 86_400_000;
const MAX_WINDOWS = 12;
const RUNS_A_WINDOW = 400;

export interface Game {
  readonly model: ChartModel;
  readonly curves: ChartCurves;
  readonly asOfMs: number;
  readonly horizonDays: number;
  readonly random: Random;
}

/** Where a run stands, looked up once for all its futures. */
export interface Start {
  readonly curves: readonly Curve[];
  readonly place: number;
  readonly winPlace: number;
  /** In bins, as the horizon. */
  readonly elapsed: number;
  /** Where its first stay goes on in the curve, and the chance of what lies before. */
  readonly from: number;
  readonly before: number;
  readonly horizon: number;
  readonly binMs: number;
}

export function startOf(run: OpenRun, { model, curves, asOfMs, horizonDays }: Omit<Game, 'random'>): Start {
  const own = curvesFor(curves, run.segment).curves;
  const place = model.states.indexOf(run.state);
  const elapsed = (asOfMs - run.enteredMs) / model.binMs;
  const { cumulative, tailTo } = own[place] ?? NOWHERE;
  const from = Math.min(Math.round(elapsed) * tailTo.length, cumulative.length);
  return {
    curves: own,
    place,
    winPlace: model.states.length + model.outcomes.indexOf(model.win),
    elapsed,
    from,
    before: from === 0 ? 0 : (cumulative[from - 1] as number),
    horizon: (horizonDays * DAY_MS) / model.binMs,
    binMs: model.binMs,
  };
}

/** Of a state that never occurred. */
const NOWHERE = { cumulative: new Float64Array(0), tailTo: new Float64Array(0) };

/** Plays one future of a run: after how many days it is won; null where not before the horizon. A run that has not ended after 1,000 moves has not. */
export function daysToWin(start: Start, random: Random): number | null {
  const { curves, winPlace, horizon, binMs } = start;
  let { place, elapsed, from, before } = start;
  let left = horizon;
  for (let move = 0; move < 1000; move += 1) {
    const curve = curves[place];
    if (!curve) return place === winPlace ? ((horizon - left) * binMs) / DAY_MS : null;
    const next = draw(curve, { elapsed, from, before }, random);
    left -= next.bins;
    if (left < 0) return null;
    place = next.place;
    [elapsed, from, before] = [0, 0, 0];
  }
  return null;
}

/** Where a stay that has lasted `elapsed` bins goes, and after how many more. */
function draw(curve: Curve, { elapsed, from, before }: Pick<Start, 'elapsed' | 'from' | 'before'>, random: Random): { place: number; bins: number } {
  const { cumulative, sum, tail, tailTo, tailRate } = curve;
  const places = tailTo.length;
  const seen = sum - before;
  const at = random.next() * (seen + tail);
  if (seen > 1e-9 && at < seen) {
    const index = firstAbove(curve, before + at, from);
    return { place: index % places, bins: Math.max(0, Math.floor(index / places) - elapsed) };
  }
  const longest = seen > 1e-9 ? Math.max(0, cumulative.length / places - elapsed) : 0;
  return { place: pick(tailTo, random), bins: longest - Math.log(1 - random.next()) / tailRate };
}

function pick(chances: Float64Array, random: Random): number {
  let left = random.next();
  for (let i = 0; i < chances.length; i += 1) {
    left -= chances[i] as number;
    if (left < 0) return i;
  }
  return chances.findLastIndex((chance) => chance > 0);
}

/**
 * Wins of the runs that were open at past moments, one horizon apart, within a horizon, over those that the model expects: at most twelve, newest first.
 * Windows in which fewer than five wins are expected say too little and are left out.
 */
export function pastFactors(histories: readonly RunHistory[], game: Game): number[] {
  const horizonMs = game.horizonDays * DAY_MS;
  const factors: number[] = [];
  for (let back = 1; back <= MAX_WINDOWS; back += 1) {
    const asOfMs = game.asOfMs - back * horizonMs;
    const open: OpenRun[] = [];
    let won = 0;
    for (const history of histories) {
      const stay = stayAt(history, asOfMs);
      if (!stay) continue;
      open.push({ segment: history.segment, state: stay.state, enteredMs: stay.enteredMs });
      if (isWonIn(history, game.model.win, asOfMs, horizonMs)) won += 1;
    }
    if (open.length === 0) break;
    const expected = expectedWins(open, { ...game, asOfMs });
    if (expected >= 5) factors.push((won + 1) / (expected + 1));
  }
  return factors;
}

const isWonIn = (history: RunHistory, win: string, fromMs: number, lengthMs: number): boolean => {
  const ended = endedMs(history);
  return history.outcome === win && ended !== null && ended > fromMs && ended <= fromMs + lengthMs;
};

/** By playing each of at most 400 runs five times. */
function expectedWins(open: readonly OpenRun[], game: Game): number {
  const every = Math.max(1, Math.ceil(open.length / RUNS_A_WINDOW));
  let [played, wins] = [0, 0];
  for (let i = 0; i < open.length; i += every) {
    const start = startOf(open[i] as OpenRun, game);
    for (let n = 0; n < 5; n += 1) {
      played += 1;
      if (daysToWin(start, game.random) !== null) wins += 1;
    }
  }
  return (wins * open.length) / played;
}
