import { backTestChart, chartOutlook, type ChartBackTest, knownAt, type Outlook, type RunHistory, type Stay } from '#analytics';
import { instantAt, type Problem, type Text, UserError } from '#kernel';
import type { ReportChart } from './chart.js';
import { hasEnded, type Journeys, outcomeOf, type Stays, staysOf } from './journeys.js';
import { type Period, periodAt, periodsOf, shownPeriod } from './periods.js';
import { type Money, moneyOf, type Pick, round, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

const DAY_MS = 86_400_000;
const SEED = 1;
/** Runs that must have ended, among them one win, before the chart says anything. */
const LEAST_ENDED = 20;
const TEST_DAYS = 30;
const MOST_CUTS = 6;
/** More open runs than these are played in fewer futures. */
const MANY_OPEN = 20_000;
const ENDED = 'ended';

/**
 * What the rows open at `toMs` are expected to bring within the horizon, from the journal as it was then. `extra[0]`: the moment on which a row is expected to
 * close, where the object has such a field; without a chart that says enough, amount x probability of the stage falls on that month.
 */
export function forecast(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const stays = staysOf(journeys, chart);
  const tally = new Tally(money.amount, pick);
  const open = openRuns(journeys, chart, { stays, atMs: wish.toMs });
  for (const { run, stage } of open) {
    tally.add('', 'open', run);
    tally.add('', 'count', run);
    tally.add(chart.stages[stage]?.key ?? '', 'count', run);
  }
  if (pick) return { rows: tally.rows() };
  const histories = historiesOf(journeys, chart, { stays, money, atMs: wish.toMs });
  const months = periodsOf(wish.toMs, wish.toMs + wish.horizonDays * DAY_MS, 'month', wish.zone);
  const lack = lackOf(histories, chart);
  const outlook = lack === null && open.length > 0 ? outlookOf(histories, chart, wish, months) : null;
  const weights = open.map(({ run, stage }) => ({ run, weight: (money.amount[run] || 0) * (chart.stages[stage]?.probability ?? 0) }));
  const hasProbabilities = chart.stages.some(({ probability, isFinal }) => !isFinal && probability !== null);
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      method: lack === null ? ('chart' as const) : ('stages' as const),
      tooLittle: lack,
      horizonDays: wish.horizonDays,
      open: { count: open.length, value: tally.sum('', 'open') },
      weighted: hasProbabilities ? round(weights.reduce((sum, { weight }) => sum + weight, 0)) : null,
      ...(outlook ? chartFigures(outlook, months) : { chartWeighted: null, within: null, months: stageMonths(months, journeys, weights) }),
      stages: stagesOf(chart, tally, open, outlook),
      backTest: lack === null ? backTest(histories, chart, wish) : null,
    },
  };
}

/** What is missing before the chart says anything; null: nothing. */
function lackOf(histories: readonly RunHistory[], { win }: ReportChart): { readonly least: number; readonly have: number; readonly of: Text } | null {
  const ended = histories.filter(({ outcome }) => outcome !== null);
  if (ended.length < LEAST_ENDED) return { least: LEAST_ENDED, have: ended.length, of: ENDED_RUNS };
  return ended.some(({ outcome }) => outcome === win) ? null : { least: 1, have: 0, of: WINS };
}

function chartFigures(outlook: Outlook, months: readonly Period[]) {
  const { expected, low, high, won } = outlook.within;
  return { chartWeighted: outlook.weighted, within: { expected, low, high, won }, months: chartMonths(months, outlook) };
}

const ENDED_RUNS: Text = { en: 'runs that ended', 'zh-CN': '已结束的运行' };
const WINS: Text = { en: 'runs that were won', 'zh-CN': '已赢单的运行' };

interface Open {
  readonly run: number;
  readonly stage: number;
}

/** Rows that had begun and not ended at the moment, with the stage they were in. */
function openRuns(journeys: Journeys, chart: ReportChart, { stays, atMs }: { readonly stays: Stays; readonly atMs: number }): Open[] {
  const open: Open[] = [];
  for (let run = 0; run < journeys.runs; run += 1) {
    if ((journeys.endedMs[run] as number) <= atMs) continue;
    for (let i = (stays.offset[run + 1] as number) - 1; i >= (stays.offset[run] as number); i -= 1) {
      if ((stays.enteredMs[i] as number) > atMs) continue;
      const stage = stays.stage[i] as number;
      if (!chart.stages[stage]?.isFinal) open.push({ run, stage });
      break;
    }
  }
  return open;
}

function historiesOf(
  journeys: Journeys,
  chart: ReportChart,
  { stays, money, atMs }: { readonly stays: Stays; readonly money: Money; readonly atMs: number },
): RunHistory[] {
  const histories: RunHistory[] = [];
  let [openRows, without] = [0, 0];
  const segments = journeys.groups.map((group) => group.replaceAll('/', '-'));
  for (let run = 0; run < journeys.runs; run += 1) {
    const isOver = hasEnded(journeys, run);
    const steps = stepsOf(chart, stays, run);
    if (steps.length === 0 || steps.some(({ leftMs }, i) => leftMs === null && i < steps.length - 1)) continue;
    const amount = Number.isNaN(money.amount[run]) ? null : (money.amount[run] as number);
    if (!isOver) openRows += 1;
    if (!isOver && amount === null) without += 1;
    const segment = segments[journeys.group[run] as number] ?? '';
    histories.push({ id: String(run), segment, steps, outcome: isOver ? (outcomeOf(journeys, run) ?? ENDED) : null, amount });
  }
  // Where most open rows have no amount, it is written down at the end.
  const isAmountFinal = without * 2 > openRows;
  return knownAt(histories, atMs).map((history) =>
    isAmountFinal ? { ...history, isAmountFinal, amount: history.outcome === null ? null : history.amount } : history,
  );
}

/** The stays of a row in stages that are no end. */
function stepsOf(chart: ReportChart, { offset, stage, enteredMs, leftMs }: Stays, run: number): Stay[] {
  const steps: Stay[] = [];
  for (let i = offset[run] as number; i < (offset[run + 1] as number); i += 1) {
    const one = chart.stages[stage[i] as number];
    if (!one || one.isFinal) continue;
    const left = leftMs[i] as number;
    steps.push({ state: one.key, enteredMs: enteredMs[i] as number, leftMs: Number.isNaN(left) ? null : left });
  }
  return steps;
}

function outlookOf(histories: readonly RunHistory[], chart: ReportChart, wish: ReportWish, months: readonly Period[]): Outlook {
  const partsDays = months.map(({ toMs }) => (toMs - wish.toMs) / DAY_MS);
  const futures = histories.filter(({ outcome }) => outcome === null).length > MANY_OPEN ? 100 : 400;
  const outlook = chartOutlook(histories, { asOfMs: wish.toMs, win: chart.win ?? 'won', horizonDays: wish.horizonDays, seed: SEED, partsDays, futures });
  if (outlook.ok) return outlook.value;
  const [first = NO_FORECAST, ...rest] = outlook.error;
  throw new UserError('invalid', [first, ...rest]);
}

const NO_FORECAST: Problem = { code: 'analysis.history', at: '', text: { en: 'The histories cannot be forecast.', 'zh-CN': '无法根据这些历史进行预测。' } };

function chartMonths(months: readonly Period[], { parts }: Outlook) {
  let cumulative = 0;
  return months.map((month, i) => {
    const { expected = 0, low = 0, high = 0, won = 0 } = parts[i] ?? {};
    cumulative += expected;
    return { ...shownPeriod(month), expected, low, high, won, cumulative };
  });
}

function stageMonths(months: readonly Period[], { extra }: Journeys, weights: readonly { readonly run: number; readonly weight: number }[]) {
  const sums = months.map(() => 0);
  for (const { run, weight } of weights) {
    const month = periodAt(months, extra[0]?.[run] ?? Number.NaN);
    if (month >= 0) sums[month]! += weight;
  }
  let cumulative = 0;
  return months.map((month, i) => {
    const expected = sums[i] as number;
    cumulative += expected;
    return { ...shownPeriod(month), expected: round(expected), low: null, high: null, won: 0, cumulative: round(cumulative) };
  });
}

function stagesOf(chart: ReportChart, tally: Tally, open: readonly Open[], outlook: Outlook | null) {
  const forecasts = new Map(outlook?.runs.map((run) => [run.id, run]));
  return chart.stages.flatMap(({ key, title, probability, isFinal }, stage) => {
    if (isFinal) return [];
    const here = open.flatMap(({ run, stage: at }) => (at === stage ? (forecasts.get(String(run)) ?? []) : []));
    const mean = (of: (one: (typeof here)[number]) => number): number | null =>
      here.length === 0 ? null : here.reduce((sum, one) => sum + of(one) / here.length, 0);
    return [
      {
        key,
        title,
        count: tally.count(key, 'count'),
        value: tally.sum(key, 'count'),
        probability,
        win: mean(({ win }) => win),
        daysLeft: mean(({ daysLeft }) => daysLeft),
        basis: Math.round(mean(({ basis }) => basis) ?? 0),
      },
    ];
  });
}

/** Cuts the journal each thirty days back, where enough had ended by then. */
function backTest(histories: readonly RunHistory[], chart: ReportChart, wish: ReportWish) {
  const cuts: number[] = [];
  for (let back = 1; back <= MOST_CUTS; back += 1) {
    const cut = wish.toMs - back * TEST_DAYS * DAY_MS;
    const { begun, ended, won } = countsAt(histories, cut, chart.win);
    if (ended < LEAST_ENDED || won === 0 || begun === ended) break;
    cuts.unshift(cut);
  }
  if (cuts.length === 0) return null;
  const tested = backTestChart(histories, cuts, { asOfMs: wish.toMs, win: chart.win ?? 'won', horizonDays: TEST_DAYS, seed: SEED, futures: 100 });
  return tested.ok ? shownTest(tested.value) : null;
}

/** How many runs had begun, had ended, and were won by then. */
function countsAt(histories: readonly RunHistory[], atMs: number, win: string | null) {
  const counts = { begun: 0, ended: 0, won: 0 };
  for (const { steps, outcome } of histories) {
    if ((steps[0]?.enteredMs ?? Number.POSITIVE_INFINITY) > atMs) continue;
    counts.begun += 1;
    if (outcome === null || (steps.at(-1)?.leftMs ?? Number.POSITIVE_INFINITY) > atMs) continue;
    counts.ended += 1;
    if (outcome === win) counts.won += 1;
  }
  return counts;
}

function shownTest({ cuts, coverage, brier, naiveBrier }: ChartBackTest) {
  const sold = cuts.filter(({ actual }) => actual > 0);
  const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value / values.length, 0));
  const mape = mean(sold.map(({ expected, actual }) => Math.abs(expected - actual) / actual));
  const smape = mean(
    cuts.filter(({ expected, actual }) => expected + actual > 0).map(({ expected, actual }) => (2 * Math.abs(expected - actual)) / (expected + actual)),
  );
  const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`);
  return {
    method: { en: 'Semi-Markov chain of the stages, from the journal', 'zh-CN': '基于运行日志的阶段半马尔可夫链' },
    cuts: cuts.map(({ cutMs, runs, expected, low, high, actual, isInside }) => ({ at: instantAt(cutMs), runs, expected, low, high, actual, isInside })),
    n: cuts.length,
    mape,
    smape,
    coverage,
    brier,
    naiveBrier,
    line: {
      en: `Semi-Markov chain from the journal; back-tested on ${cuts.length} past moments, ${TEST_DAYS} days ahead: MAPE ${percent(mape)}, sMAPE ${percent(smape)}, actual within the band ${percent(coverage)}.`,
      'zh-CN': `基于运行日志的半马尔可夫链；在 ${cuts.length} 个历史时刻回测未来 ${TEST_DAYS} 天：MAPE ${percent(mape)}，sMAPE ${percent(smape)}，实际值落入区间 ${percent(coverage)}。`,
    },
  };
}
