import { ok } from '#kernel';
import { badOption, isUsable, isWhole, tooFew, type Answer } from '../problem.js';
import { historiesProblem, parentOf, type RunHistory } from './histories.js';

/** Stays of one kind: in `state` (number), left for `to` (number; -1: not left when last seen) after `bin` units of time. */
export type StayCount = readonly [state: number, to: number, bin: number, count: number];

/** Plain JSON. Places are numbered: the states, then the outcomes. */
export interface ChartModel {
  readonly method: 'chart-forecast';
  readonly states: readonly string[];
  readonly outcomes: readonly string[];
  readonly win: string;
  /** Unit of time of the counts; stays are rounded to it. */
  readonly binMs: number;
  readonly bins: number;
  /** Weight of the segment above, in stays. */
  readonly prior: number;
  /** Stays of each segment, those of the segments below it among them; the first is `''`. Parents come before their children. */
  readonly segments: readonly { readonly segment: string; readonly counts: readonly StayCount[]; readonly wonAmount: number | null }[];
  /** Runs that ended, by outcome (in the order of `outcomes`). */
  readonly ended: readonly number[];
  readonly runs: number;
  readonly asOfMs: number;
}

export interface ChartFitWish {
  /** Moment up to which the histories are known: open stays last at least until then. */
  readonly asOfMs: number;
  /** Name of the outcome that counts as won. */
  readonly win?: string;
  /** 20 by default: a segment with 20 stays in a state counts as much as all the rest above it. */
  readonly prior?: number;
}

const MAX_BINS = 200;
const LEAST_ENDED = 20;

/**
 * Gathers the stays of an absorbing semi-Markov model (Howard 1971) of the chart. Open stays count as "at least so long".
 * Refuses impossible histories, stays after `asOfMs`, fewer than 20 runs that ended, and data without a single win.
 */
export function fitChart(histories: readonly RunHistory[], wish: ChartFitWish): Answer<ChartModel> {
  const wrong = historiesProblem(histories);
  if (wrong) return wrong;
  const gathered = gatherStays(histories, wish);
  return gathered.ok ? ok(weighModel(gathered.value, null)) : gathered;
}

/** Histories as numbers, ready to be counted again and again with other weights. */
export interface GatheredStays {
  readonly frame: Omit<ChartModel, 'segments' | 'ended'>;
  readonly segments: readonly { readonly segment: string; readonly wonAmount: number | null }[];
  /** For each stay and each of its segments: its history, and which of the counts it adds to. */
  readonly history: Int32Array;
  readonly slot: Int32Array;
  /** The counts, in the order in which they first occur: segment, and state, next place and bin packed into one number. */
  readonly slots: readonly { readonly segment: number; readonly key: number }[];
  /** For each history: the numbers of its segment and of all above, and of its outcome (-1 while open). */
  readonly within: readonly (readonly number[])[];
  readonly outcome: Int32Array;
}

/** Of histories that are in order. */
export function gatherStays(histories: readonly RunHistory[], { asOfMs, win = 'won', prior = 20 }: ChartFitWish): Answer<GatheredStays> {
  const wrong = wishProblem(histories, asOfMs, prior);
  if (wrong) return wrong;
  const ended = histories.filter(({ outcome }) => outcome !== null);
  if (ended.length < LEAST_ENDED) return tooFew('/histories', LEAST_ENDED, ended.length, 'runs that ended', '个已结束的运行');
  if (!ended.some(({ outcome }) => outcome === win)) return tooFew('/histories', 1, 0, `runs that ended as “${win}”`, `个以“${win}”结束的运行`);
  const found = new Set<string>();
  for (const { steps } of histories) for (const { state } of steps) found.add(state);
  const states = [...found].sort();
  const outcomes = [...new Set(ended.map(({ outcome }) => outcome as string))].sort();
  const longest = histories.reduce((most, { steps }) => steps.reduce((m, stay) => Math.max(m, (stay.leftMs ?? asOfMs) - stay.enteredMs), most), 1);
  const binMs = longest / (MAX_BINS - 1);
  const frame = { method: 'chart-forecast', states, outcomes, binMs, asOfMs, win, prior, bins: MAX_BINS, runs: histories.length } as const;
  const names = segmentsOf(histories);
  const numberOf = new Map(names.map((segment, i) => [segment, i]));
  const lines = new Map(names.map((segment) => [segment, lineOf(segment).map((one) => numberOf.get(one) ?? 0)]));
  const within = histories.map(({ segment }) => lines.get(segment) as number[]);
  const outcome = Int32Array.from(histories, (history) => (history.outcome === null ? -1 : outcomes.indexOf(history.outcome)));
  const wonAmounts = meanWon(histories, within, { segments: names.length, win });
  const segments = names.map((segment, i) => ({ segment, wonAmount: wonAmounts[i] ?? null }));
  return ok({ frame, segments, ...slotsOf(packStays(histories, frame), within, segments.length), within, outcome });
}

/** The model where history i counts `weights[i]` times; once where there are no weights. */
export function weighModel({ frame, segments, history, slot, slots, outcome }: GatheredStays, weights: Float64Array | null): ChartModel {
  const places = frame.states.length + frame.outcomes.length + 1;
  const sums = new Float64Array(slots.length);
  for (let i = 0; i < slot.length; i += 1) sums[slot[i] as number]! += weights ? (weights[history[i] as number] as number) : 1;
  const ended = frame.outcomes.map(() => 0);
  for (let i = 0; i < outcome.length; i += 1) if ((outcome[i] as number) >= 0) ended[outcome[i] as number]! += weights ? (weights[i] as number) : 1;
  const counts = segments.map((): StayCount[] => []);
  for (const [i, { segment, key }] of slots.entries()) {
    const row = Math.floor(key / MAX_BINS);
    counts[segment]?.push([Math.floor(row / places), (row % places) - 1, key % MAX_BINS, sums[i] as number]);
  }
  return { ...frame, ended, segments: segments.map((one, i) => ({ ...one, counts: counts[i] as StayCount[] })) };
}

/** Which count each stay adds to, once for each of its segments: looked up once, for all the weights to come. */
function slotsOf(
  stays: { readonly history: Int32Array; readonly key: Int32Array },
  within: GatheredStays['within'],
  segments: number,
): Pick<GatheredStays, 'history' | 'slot' | 'slots'> {
  const slots: { segment: number; key: number }[] = [];
  const known = Array.from({ length: segments }, () => new Map<number, number>());
  const [history, slot]: [number[], number[]] = [[], []];
  for (const [i, key] of stays.key.entries())
    for (const segment of within[stays.history[i] as number] as readonly number[]) {
      const numbers = known[segment] as Map<number, number>;
      const number = numbers.get(key) ?? slots.push({ segment, key }) - 1;
      numbers.set(key, number);
      history.push(stays.history[i] as number);
      slot.push(number);
    }
  return { history: Int32Array.from(history), slot: Int32Array.from(slot), slots };
}

function packStays(histories: readonly RunHistory[], { states, outcomes, binMs, asOfMs }: GatheredStays['frame']): { history: Int32Array; key: Int32Array } {
  const stateAt = new Map(states.map((state, i) => [state, i]));
  const outcomeAt = new Map(outcomes.map((outcome, i) => [outcome, states.length + i]));
  const places = states.length + outcomes.length + 1;
  const [history, key]: [number[], number[]] = [[], []];
  for (const [i, { steps, outcome }] of histories.entries())
    for (const [n, { state, enteredMs, leftMs }] of steps.entries()) {
      const next = steps[n + 1];
      const to = (next ? stateAt.get(next.state) : outcome === null ? -1 : outcomeAt.get(outcome)) ?? -1;
      const bin = Math.round(((leftMs ?? asOfMs) - enteredMs) / binMs);
      history.push(i);
      key.push(((stateAt.get(state) ?? 0) * places + to + 1) * MAX_BINS + bin);
    }
  return { history: Int32Array.from(history), key: Int32Array.from(key) };
}

/** Mean amount of the won runs of each segment, those below it among them. */
function meanWon(histories: readonly RunHistory[], within: GatheredStays['within'], { segments, win }: { segments: number; win: string }): (number | null)[] {
  const [sums, counts] = [new Float64Array(segments), new Float64Array(segments)];
  for (const [i, { outcome, amount }] of histories.entries()) {
    if (outcome !== win || amount === null) continue;
    for (const segment of within[i] as readonly number[]) {
      sums[segment]! += amount;
      counts[segment]! += 1;
    }
  }
  return Array.from(sums, (sum, i) => ((counts[i] as number) > 0 ? sum / (counts[i] as number) : null));
}

function wishProblem(histories: readonly RunHistory[], asOfMs: number, prior: number): Answer<never> | null {
  if (!isUsable(asOfMs)) return badOption('/asOfMs', 'The moment must be a number.', '时刻必须是数值。', asOfMs);
  if (!(prior > 0 && prior <= 1e6)) return badOption('/prior', 'The prior must be above 0.', '先验权重必须大于 0。', prior);
  const late = histories.findIndex(({ steps }) => steps.some(({ enteredMs, leftMs }) => (leftMs ?? enteredMs) > asOfMs));
  if (late < 0) return null;
  return badOption(
    `/histories/${late}`,
    'This history goes on after the stated moment; cut it there first (knownAt).',
    '该历史超出了指定时刻；请先在该时刻截断（knownAt）。',
    asOfMs,
  );
}

/** All segments that occur and all above them, parents first. */
function segmentsOf(histories: readonly RunHistory[]): string[] {
  const own = new Set(histories.map(({ segment }) => segment));
  return [...new Set(['', ...[...own].flatMap(lineOf)])].sort((a, b) => lineOf(a).length - lineOf(b).length || (a < b ? -1 : 1));
}

/** The segment and all above it, up to `''`. */
function lineOf(segment: string): string[] {
  const parent = parentOf(segment);
  return parent === null ? [segment] : [segment, ...lineOf(parent)];
}

/** Mean amount of a won run of the segment, or of the nearest one above that has any; 0 where none has. */
export function wonAmountOf(model: ChartModel, segment: string): number {
  for (let at: string | null = segment; at !== null; at = parentOf(at)) {
    const amount = model.segments.find((other) => other.segment === at)?.wonAmount;
    if (amount !== null && amount !== undefined) return amount;
  }
  return 0;
}

export const isHorizon = (days: number): boolean => isWhole(days, 1, 36_500);
