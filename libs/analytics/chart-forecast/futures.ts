import type { Random } from '../random.js';
import { curvesFor, firstAbove, type ChartCurves, type Curve } from './curves.js';
import { endedMs, stayAt, type RunHistory, type Stay } from './histories.js';
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

/** Where a run stands, looked up once for all its futures, however the past is weighed. */
export interface Start {
  readonly segment: string;
  readonly place: number;
  readonly winPlace: number;
  /** In bins, as the horizon. */
  readonly elapsed: number;
  readonly horizon: number;
  readonly binMs: number;
  /** Where its first stay goes on in the curve, and from where on it outlasts the horizon. */
  readonly from: number;
  readonly beyond: number;
}

type Frame = Pick<ChartModel, 'states' | 'outcomes' | 'win' | 'bins' | 'binMs'>;

export function startOf(run: OpenRun, { model, asOfMs, horizonDays }: Pick<Game, 'asOfMs' | 'horizonDays'> & { readonly model: Frame }): Start {
  const elapsed = (asOfMs - run.enteredMs) / model.binMs;
  const horizon = (horizonDays * DAY_MS) / model.binMs;
  const places = model.states.length + model.outcomes.length;
  return {
    segment: run.segment,
    place: model.states.indexOf(run.state),
    winPlace: model.states.length + model.outcomes.indexOf(model.win),
    elapsed,
    horizon,
    binMs: model.binMs,
    from: Math.min(Math.round(elapsed), model.bins) * places,
    beyond: firstBinBeyond(elapsed, horizon) * places,
  };
}

/** The first bin that lies more than `left` after `elapsed`, as the difference of the two numbers has it: their sum may round otherwise. */
function firstBinBeyond(elapsed: number, left: number): number {
  let bin = Math.floor(elapsed + left);
  while (bin - elapsed > left) bin -= 1;
  while (bin - elapsed <= left) bin += 1;
  return bin;
}

export const NEVER = Number.POSITIVE_INFINITY;

/**
 * Plays as many futures of one run as `days` holds: after how many days it is won in each; `NEVER` where not before the horizon.
 * Most stay where they are beyond the horizon, and what tells so is worked out once for all of them: neither when nor whereto they would leave is looked up.
 */
export function playRun(start: Start, curves: readonly Curve[], random: Random, days: Float64Array): void {
  const curve = curves[start.place];
  if (!curve) return void days.fill(NEVER);
  const { cumulative, sum, tail, tailTo, tailRate } = curve;
  const { from, elapsed, horizon, beyond } = start;
  const places = tailTo.length;
  const before = from === 0 ? 0 : (cumulative[from - 1] as number);
  const seen = sum - before;
  const isSeen = seen > 1e-9;
  const lastWithin = beyond < cumulative.length ? (cumulative[beyond - 1] as number) : NEVER;
  const longest = isSeen ? Math.max(0, cumulative.length / places - elapsed) : 0;
  // A little less than the exact chance: what lies so near to it is reckoned.
  const staysOn = Math.exp((longest - horizon) * tailRate) * (1 - 1e-9);
  for (let n = 0; n < days.length; n += 1) {
    days[n] = NEVER;
    const at = random.next() * (seen + tail);
    if (isSeen && at < seen) {
      if (lastWithin <= before + at) continue;
      const index = firstAbove(curve, before + at, from);
      days[n] = goOn(start, { curves, random }, index % places, horizon - Math.max(0, Math.floor(index / places) - elapsed));
    } else {
      const where = random.next();
      const chance = 1 - random.next();
      if (chance >= staysOn) days[n] = goOn(start, { curves, random }, pick(tailTo, where), horizon - (longest - Math.log(chance) / tailRate));
    }
  }
}

/** The moves after the first, from a place that was just entered, with so many bins left. A run that has not ended after 1,000 moves has not. */
function goOn(start: Start, { curves, random }: { readonly curves: readonly Curve[]; readonly random: Random }, entered: number, leftThen: number): number {
  let [place, left] = [entered, leftThen];
  for (let move = 1; move < 1000; move += 1) {
    if (left < 0) return NEVER;
    const curve = curves[place];
    if (!curve) return place === start.winPlace ? ((start.horizon - left) * start.binMs) / DAY_MS : NEVER;
    const { cumulative, sum, tail, tailTo, tailRate } = curve;
    const places = tailTo.length;
    const at = random.next() * (sum + tail);
    if (sum > 1e-9 && at < sum) {
      const beyond = (Math.floor(left) + 1) * places;
      if (beyond < cumulative.length && (cumulative[beyond - 1] as number) <= at) return NEVER;
      const index = firstAbove(curve, at, 0);
      place = index % places;
      left -= Math.floor(index / places);
    } else {
      const where = random.next();
      left -= (sum > 1e-9 ? cumulative.length / places : 0) - Math.log(1 - random.next()) / tailRate;
      place = pick(tailTo, where);
    }
  }
  return NEVER;
}

function pick(chances: Float64Array, at: number): number {
  let left = at;
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
  const windows = pastWindows(histories, game);
  const none = windows.findIndex(({ open }) => open.length === 0);
  return windows.slice(0, none < 0 ? windows.length : none).flatMap(({ asOfMs, open, won }) => {
    const expected = expectedWins(open, { ...game, asOfMs });
    return expected >= 5 ? [(won + 1) / (expected + 1)] : [];
  });
}

interface PastWindow {
  readonly asOfMs: number;
  readonly open: RunHistory[];
  /** Of the open ones, within a horizon. */
  won: number;
}

/** In one pass: each run is looked at in those windows alone at whose beginning it was under way. */
function pastWindows(histories: readonly RunHistory[], { asOfMs, horizonDays, model }: Game): PastWindow[] {
  const horizonMs = horizonDays * DAY_MS;
  const windows = Array.from({ length: MAX_WINDOWS }, (_, i): PastWindow => ({ asOfMs: asOfMs - (i + 1) * horizonMs, open: [], won: 0 }));
  for (const history of histories) {
    const [first, last] = [history.steps[0], history.steps.at(-1)];
    for (const window of windows) {
      if (!first || first.enteredMs > window.asOfMs) break;
      if (last?.leftMs != null && last.leftMs <= window.asOfMs) continue;
      if (!stayAt(history, window.asOfMs)) continue;
      window.open.push(history);
      const ended = endedMs(history);
      if (history.outcome === model.win && ended !== null && ended > window.asOfMs && ended <= window.asOfMs + horizonMs) window.won += 1;
    }
  }
  return windows;
}

/** By playing each of at most 400 runs five times. */
function expectedWins(open: readonly RunHistory[], game: Game): number {
  const every = Math.max(1, Math.ceil(open.length / RUNS_A_WINDOW));
  let [played, wins] = [0, 0];
  const days = new Float64Array(5);
  for (let i = 0; i < open.length; i += every) {
    const { segment } = open[i] as RunHistory;
    const { state, enteredMs } = stayAt(open[i] as RunHistory, game.asOfMs) as Stay;
    const start = startOf({ segment, state, enteredMs }, game);
    const { curves } = curvesFor(game.curves, segment);
    playRun(start, curves, game.random, days);
    played += days.length;
    for (const one of days) if (one !== NEVER) wins += 1;
  }
  return (wins * open.length) / played;
}
