import type { ReportChart } from './chart.js';
import { durationFigures } from './durations.js';
import { hasEnded, type Journeys, outcomeOf } from './journeys.js';
import { type Period, periodAt, periodsOf, shownPeriod } from './periods.js';
import { moneyOf, type Pick, shareOf, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

const DAY_MS = 86_400_000;

/**
 * Sales velocity, in money a day: opportunities x win rate x average value of a won one / cycle in days. Opportunities of a period: all that were open at any moment of it;
 * won, lost, value and cycle: of those that ended in it.
 */
export function velocity(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const months = periodsOf(wish.fromMs, wish.toMs, 'month', wish.zone);
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const cycles = new Map<string, number[]>();
  for (let run = 0; run < journeys.runs; run += 1) {
    addOpportunity(tally, journeys, months, run);
    const endedMs = journeys.endedMs[run] as number;
    if (!hasEnded(journeys, run) || endedMs < wish.fromMs || endedMs >= wish.toMs) continue;
    addEnd({ tally, journeys, cycles, win: chart.win }, run, months[periodAt(months, endedMs)]?.key ?? '');
  }
  if (pick) return { rows: tally.rows() };
  const cycle = durationFigures(cycles.get('') ?? []);
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      months: months.map((month) => ({ ...shownPeriod(month), ...figuresOf(tally, month.key, cycles.get(month.key) ?? []) })),
      total: figuresOf(tally, '', cycles.get('') ?? []),
      cycle: { n: cycle.n, meanDays: cycle.mean, medianDays: cycle.median, p90Days: cycle.p90 },
    },
  };
}

interface Sight {
  readonly tally: Tally;
  readonly journeys: Journeys;
  /** Days of the won ones, by row. */
  readonly cycles: Map<string, number[]>;
  readonly win: string | null;
}

function addEnd({ tally, journeys, cycles, win }: Sight, run: number, month: string): void {
  const isWon = outcomeOf(journeys, run) === win;
  for (const row of ['', month]) {
    tally.add(row, isWon ? 'won' : 'lost', run);
    if (!isWon) continue;
    const list = cycles.get(row) ?? [];
    list.push(((journeys.endedMs[run] as number) - (journeys.startedMs[run] as number)) / DAY_MS);
    cycles.set(row, list);
  }
}

function addOpportunity(tally: Tally, { startedMs, endedMs }: Journeys, months: readonly Period[], run: number): void {
  const [from, to] = [startedMs[run] as number, Number.isNaN(endedMs[run]) ? Infinity : (endedMs[run] as number)];
  const [first, last] = [months[0]?.fromMs ?? 0, months.at(-1)?.toMs ?? 0];
  if (from >= last || to < first) return;
  tally.add('', 'opportunities', run);
  for (let i = Math.max(0, periodAt(months, Math.max(from, first))); i < months.length; i += 1) {
    const month = months[i] as Period;
    if (month.fromMs > to) return;
    tally.add(month.key, 'opportunities', run);
  }
}

function figuresOf(tally: Tally, row: string, cycles: readonly number[]) {
  const [opportunities, won, lost] = [tally.count(row, 'opportunities'), tally.count(row, 'won'), tally.count(row, 'lost')];
  const winRate = shareOf(won, won + lost);
  const averageValue = won > 0 ? tally.sum(row, 'won') / won : null;
  const cycleDays = durationFigures(cycles).mean;
  const perDay = winRate === null || averageValue === null || !cycleDays ? null : (opportunities * winRate * averageValue) / cycleDays;
  return { opportunities, won, lost, winRate, averageValue, cycleDays, perDay };
}
