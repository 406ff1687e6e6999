import { ok } from '#kernel';
import { quantile, sorted } from '../cleaning/index.js';
import { badOption, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { curvesFor, curvesOf } from './curves.js';
import { NEVER, pastFactors, playRun, type Start, startOf } from './futures.js';
import { currentStay, historiesProblem, type RunHistory } from './histories.js';
import { gatherStays, isHorizon, weighModel, wonAmountOf, type ChartFitWish, type ChartModel, type GatheredStays } from './model.js';
import { chancesOf, type RunChances } from './predict.js';

export interface OutlookWish extends ChartFitWish {
  readonly horizonDays: number;
  readonly seed: number;
  /** 0.8 by default. */
  readonly confidence?: number;
  /** Futures that are played; 400 by default, at least 100. */
  readonly futures?: number;
  /** Ends of parts of the horizon, in days from now, ascending; none by default. */
  readonly partsDays?: readonly number[];
}

export interface RunOutlook extends RunChances {
  readonly id: string;
  /** Chance to be won within the horizon. */
  readonly winWithin: number;
  readonly amount: number;
  /** True where the amount is the mean of won runs of its segment, because the run has none. */
  readonly isAmountGuessed: boolean;
}

/** Revenue to come from what is open now; runs that are yet to begin are not in it. */
export interface Outlook {
  readonly model: ChartModel;
  readonly runs: readonly RunOutlook[];
  /** Sum of chance times amount over all time. */
  readonly weighted: number;
  /** Revenue within the horizon: mean of the futures, and its band. */
  readonly within: { readonly expected: number; readonly low: number; readonly high: number; readonly won: number };
  /** Revenue within each part of the horizon, from the end of the part before; the mean of the futures and its band. */
  readonly parts: readonly { readonly toDays: number; readonly expected: number; readonly low: number; readonly high: number; readonly won: number }[];
  readonly horizonDays: number;
  readonly confidence: number;
  readonly futures: number;
  /** Wins of past windows of the same length over those expected: what widens the band. */
  readonly pastWindows: readonly number[];
}

/** Futures that share one reweighting of the past. */
const A_REWEIGHTING = 10;

/**
 * What is to come of all open runs: chance and days left of each, and the revenue within the horizon by playing seeded futures of the semi-Markov model.
 * Every ten futures the past is weighed anew (Bayesian bootstrap, Rubin 1981), so that the band holds what is not known of the chances as well as luck.
 * Refusals as of `fitChart`.
 */
export function chartOutlook(histories: readonly RunHistory[], wish: OutlookWish): Answer<Outlook> {
  return historiesProblem(histories) ?? outlookOf(histories, wish);
}

/** The same of histories that are in order. */
export function outlookOf(histories: readonly RunHistory[], wish: OutlookWish): Answer<Outlook> {
  const { asOfMs, horizonDays, seed, confidence = 0.8, futures = 400 } = wish;
  const wrong = wishProblem(horizonDays, confidence, futures, seed);
  if (wrong) return wrong;
  const gathered = gatherStays(histories, wish);
  if (!gathered.ok) return gathered;
  const model = weighModel(gathered.value, null);
  const curves = curvesOf(model);
  const open = openRuns(histories, model);
  const played = play(gathered.value, open, wish, futures);
  const factors = pastFactors(histories, { model, curves, asOfMs, horizonDays, random: seededRandom(seed + 2) });
  const runs: RunOutlook[] = [];
  for (const [i, run] of open.entries()) {
    const forecast = chancesOf(model, curves, run, asOfMs);
    if (!forecast.ok) return forecast;
    const { id, amount, isAmountGuessed } = run;
    runs.push({ ...forecast.value, id, amount, isAmountGuessed, winWithin: (played.wins[i] as number) / futures });
  }
  const ascending = sorted(stretched(played.revenue, factors, seed));
  const within = {
    expected: runs.reduce((sum, run) => sum + run.winWithin * run.amount, 0),
    low: quantile(ascending, (1 - confidence) / 2),
    high: quantile(ascending, (1 + confidence) / 2),
    won: runs.reduce((sum, run) => sum + run.winWithin, 0),
  };
  return ok({
    model,
    runs,
    weighted: runs.reduce((sum, run) => sum + run.win * run.amount, 0),
    within,
    parts: (wish.partsDays ?? []).map((toDays, part) => {
      const sums = played.parts[part] as PlayedPart;
      const inOrder = sorted(stretched(sums.revenue, factors, seed));
      const expected = sums.revenue.reduce((sum, revenue) => sum + revenue / futures, 0);
      return { toDays, expected, low: quantile(inOrder, (1 - confidence) / 2), high: quantile(inOrder, (1 + confidence) / 2), won: sums.wins / futures };
    }),
    horizonDays,
    confidence,
    futures,
    pastWindows: factors,
  });
}

function wishProblem(horizonDays: number, confidence: number, futures: number, seed: number): Answer<never> | null {
  if (!isHorizon(horizonDays))
    return badOption('/horizonDays', 'The horizon must be a whole number of days from 1 to 36,500.', '预测期必须是 1 到 36500 的整数天。', horizonDays);
  if (!(confidence > 0 && confidence < 1)) return badOption('/confidence', 'Confidence must lie between 0 and 1.', '置信水平必须在 0 与 1 之间。', confidence);
  if (!Number.isFinite(seed)) return badOption('/seed', 'The seed must be a number.', '种子必须是数值。', seed);
  return Number.isInteger(futures) && futures >= 100 && futures <= 100_000
    ? null
    : badOption('/futures', 'Futures must be a whole number from 100 to 100,000.', '模拟次数必须是 100 到 100000 的整数。', futures);
}

interface Open {
  readonly id: string;
  readonly segment: string;
  readonly state: string;
  readonly enteredMs: number;
  readonly amount: number;
  readonly isAmountGuessed: boolean;
}

const openRuns = (histories: readonly RunHistory[], model: ChartModel): Open[] =>
  histories.flatMap((history) => {
    const stay = currentStay(history);
    if (!stay) return [];
    const { id, segment, amount } = history;
    return [{ id, segment, state: stay.state, enteredMs: stay.enteredMs, amount: amount ?? wonAmountOf(model, segment), isAmountGuessed: amount === null }];
  });

interface PlayedPart {
  wins: number;
  readonly revenue: Float64Array;
}

interface Played {
  readonly wins: Float64Array;
  readonly revenue: Float64Array;
  readonly parts: readonly PlayedPart[];
}

function play(gathered: GatheredStays, open: readonly Open[], wish: OutlookWish, futures: number): Played {
  const random = seededRandom(wish.seed);
  const wins = new Float64Array(open.length);
  const revenue = new Float64Array(futures);
  const ends = wish.partsDays ?? [];
  const parts = ends.map((): PlayedPart => ({ wins: 0, revenue: new Float64Array(futures) }));
  const starts = open.map((run) => startOf(run, { model: gathered.frame, asOfMs: wish.asOfMs, horizonDays: wish.horizonDays }));
  const weights = new Float64Array(gathered.within.length);
  for (let from = 0; from < futures; from += A_REWEIGHTING) {
    for (let i = 0; i < weights.length; i += 1) weights[i] = -Math.log(1 - random.next());
    const played = new Float64Array(Math.min(A_REWEIGHTING, futures - from));
    const weighed = curvesOf(weighModel(gathered, weights));
    for (let i = 0; i < open.length; i += 1) {
      const { segment, amount } = open[i] as Open;
      const { curves } = curvesFor(weighed, segment);
      playRun(starts[i] as Start, curves, random, played);
      for (let n = 0; n < played.length; n += 1) {
        const days = played[n] as number;
        if (days === NEVER) continue;
        const future = from + n;
        wins[i]! += 1;
        revenue[future]! += amount;
        const part = parts[ends.findIndex((end) => days < end)];
        if (!part) continue;
        part.wins += 1;
        part.revenue[future]! += amount;
      }
    }
  }
  return { wins, revenue, parts };
}

/**
 * Months differ in ways that no stay explains: a quarter's end, a holiday. So each future is stretched by how a past window of the same length
 * fared against the model, drawn at random; with mean 1, so that only the band widens. Left alone where there are fewer than three such windows.
 */
function stretched(revenue: Float64Array, factors: readonly number[], seed: number): Float64Array {
  if (factors.length < 3) return revenue;
  const mean = factors.reduce((a, b) => a + b, 0) / factors.length;
  const random = seededRandom(seed + 1);
  return revenue.map((sum) => (sum * (factors[random.below(factors.length)] as number)) / mean);
}
