import { ok } from '#kernel';
import { isUsable, notANumber, tooFew, type Answer } from '../problem.js';
import { endedMs, historiesProblem, knownAt, stayAt, type RunHistory } from './histories.js';
import { outlookOf, type Outlook, type OutlookWish } from './outlook.js';

/** How the forecast of one past moment fared. */
export interface ChartCut {
  readonly cutMs: number;
  /** Runs open then. */
  readonly runs: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** Revenue that those runs brought within the horizon. */
  readonly actual: number;
  readonly isInside: boolean;
  /** Revenue that the runs open one horizon earlier brought: "as in the last period". */
  readonly naive: number;
  /** Mean squared error of the chance to be won within the horizon; lower is better. */
  readonly brier: number;
  /** The same where each run is given the share of the last period. */
  readonly naiveBrier: number;
}

export interface ChartBackTest {
  readonly cuts: readonly ChartCut[];
  /** Share of cuts whose actual revenue lay within the band. */
  readonly coverage: number;
  /** Mean of |expected - actual| over the cuts, and of |naive - actual|. */
  readonly meanAbsoluteError: number;
  readonly naiveMeanAbsoluteError: number;
  readonly brier: number;
  readonly naiveBrier: number;
}

/**
 * Cuts the journal at past moments, forecasts from what was known then, and compares with what came. `wish.asOfMs` is the end of the data:
 * cuts less than a horizon before it are refused, for their outcome is not known yet; so are cuts with too few runs that had ended.
 */
export function backTestChart(histories: readonly RunHistory[], cuts: readonly number[], wish: OutlookWish): Answer<ChartBackTest> {
  const wrong = historiesProblem(histories);
  if (wrong) return wrong;
  if (cuts.length === 0) return tooFew('/cuts', 1, 0, 'past moments', '个历史时刻');
  const tested: ChartCut[] = [];
  for (const [i, cutMs] of cuts.entries()) {
    if (!isUsable(cutMs) || cutMs + wish.horizonDays * DAY_MS > wish.asOfMs) return notANumber(`/cuts/${i}`, cutMs);
    const cut = testCut(histories, cutMs, wish);
    if (!cut.ok) return cut;
    tested.push(cut.value);
  }
  const mean = (of: (cut: ChartCut) => number): number => tested.reduce((sum, cut) => sum + of(cut), 0) / tested.length;
  return ok({
    cuts: tested,
    coverage: mean(({ isInside }) => (isInside ? 1 : 0)),
    meanAbsoluteError: mean(({ expected, actual }) => Math.abs(expected - actual)),
    naiveMeanAbsoluteError: mean(({ naive, actual }) => Math.abs(naive - actual)),
    brier: mean(({ brier }) => brier),
    naiveBrier: mean(({ naiveBrier }) => naiveBrier),
  });
}

const DAY_MS = 86_400_000;

function testCut(histories: readonly RunHistory[], cutMs: number, wish: OutlookWish): Answer<ChartCut> {
  // An amount written down at the end (the price agreed) was not known while the run was open: there the forecast guesses it.
  const known = knownAt(histories, cutMs).map((history) =>
    history.outcome === null && history.isAmountFinal && history.amount !== null ? { ...history, amount: null } : history,
  );
  const outlook = outlookOf(known, { ...wish, asOfMs: cutMs });
  if (!outlook.ok) return outlook;
  const horizonMs = wish.horizonDays * DAY_MS;
  const won = wonBetween(histories, { fromMs: cutMs, toMs: cutMs + horizonMs, win: wish.win ?? 'won' });
  const before = shareBefore(histories, cutMs, horizonMs, wish.win ?? 'won');
  const { runs, within } = outlook.value;
  const actual = revenueOf(outlook.value, won);
  const square = (chance: (i: number) => number): number =>
    runs.reduce((sum, { id }, i) => sum + (chance(i) - (won.has(id) ? 1 : 0)) ** 2, 0) / Math.max(1, runs.length);
  return ok({
    cutMs,
    runs: runs.length,
    expected: within.expected,
    low: within.low,
    high: within.high,
    actual,
    isInside: actual >= within.low && actual <= within.high,
    naive: before.revenue,
    brier: square((i) => runs[i]?.winWithin ?? 0),
    naiveBrier: square(() => before.share),
  });
}

interface Between {
  readonly fromMs: number;
  readonly toMs: number;
  readonly win: string;
}

function isWonBetween(history: RunHistory, { fromMs, toMs, win }: Between): boolean {
  const ended = endedMs(history);
  return history.outcome === win && ended !== null && ended > fromMs && ended <= toMs;
}

/** Runs won between two moments, and what they brought. */
const wonBetween = (histories: readonly RunHistory[], between: Between): Map<string, number | null> =>
  new Map(histories.filter((history) => isWonBetween(history, between)).map(({ id, amount }) => [id, amount]));

/** What the runs that were open brought; where nothing is written down, the amount that the forecast took. */
const revenueOf = ({ runs }: Outlook, won: ReadonlyMap<string, number | null>): number =>
  runs.reduce((sum, { id, amount }) => sum + (won.has(id) ? (won.get(id) ?? amount) : 0), 0);

function shareBefore(histories: readonly RunHistory[], cutMs: number, horizonMs: number, win: string): { share: number; revenue: number } {
  const beforeMs = cutMs - horizonMs;
  let [open, came, revenue] = [0, 0, 0];
  for (const history of histories) {
    if (!stayAt(history, beforeMs)) continue;
    open += 1;
    if (!isWonBetween(history, { fromMs: beforeMs, toMs: cutMs, win })) continue;
    came += 1;
    revenue += history.amount ?? 0;
  }
  return { share: came / Math.max(1, open), revenue };
}
