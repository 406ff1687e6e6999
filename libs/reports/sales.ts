import type { ReportChart } from './chart.js';
import { hasEnded, type Journeys, outcomeOf } from './journeys.js';
import { type Period, periodAt, periodsOf, shownPeriod } from './periods.js';
import { moneyOf, type Pick, round, shareOf, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** A row that belongs to nobody. */
const NOBODY = '-';

/** What each group (person, team, choice) won in the time, against its targets; names are put in by the caller. */
export function sales(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const months = periodsOf(wish.fromMs, wish.toMs, 'month', wish.zone);
  const seen = new Set<string>(wish.targets.flatMap(({ who }) => (who === null ? [] : [who])));
  for (let run = 0; run < journeys.runs; run += 1) {
    const row = journeys.groups[journeys.group[run] as number] ?? NOBODY;
    const endedMs = journeys.endedMs[run] as number;
    const isOver = hasEnded(journeys, run);
    if (isOver && (endedMs < wish.fromMs || endedMs >= wish.toMs)) continue;
    const measure = !isOver ? 'open' : outcomeOf(journeys, run) === chart.win ? 'won' : 'lost';
    seen.add(row);
    for (const one of ['', row]) {
      tally.add(one, measure, run);
      if (isOver) tally.add(one, measure, run, months[periodAt(months, endedMs)]?.key);
    }
  }
  if (pick) return { rows: tally.rows() };
  const figures = (row: string, target: number | null) => figuresOf(tally, row, target);
  const rows = [...seen].map((row) => ({
    key: row === NOBODY ? null : row,
    name: null as string | null,
    ...figures(row, targetOf(wish, months, row)),
    months: months.map((month) => ({
      ...shownPeriod(month),
      wonValue: tally.sum(row, 'won', month.key),
      won: tally.count(row, 'won', month.key),
      target: targetIn(wish, month, row),
    })),
  }));
  rows.sort((a, b) => b.wonValue - a.wonValue || b.won - a.won || Number(a.key === null) - Number(b.key === null) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  const together = targetOf(wish, months, null);
  const added = rows.reduce<number | null>((sum, { target }) => (target === null ? sum : (sum ?? 0) + target), null);
  return { answer: { currency: money.currency, otherCurrencies: money.otherCurrencies, rows, total: figures('', together ?? added) } };
}

function figuresOf(tally: Tally, row: string, target: number | null) {
  const [won, lost] = [tally.count(row, 'won'), tally.count(row, 'lost')];
  const wonValue = tally.sum(row, 'won');
  return {
    wonValue,
    won,
    lost,
    open: tally.count(row, 'open'),
    openValue: tally.sum(row, 'open'),
    winRate: shareOf(won, won + lost),
    averageValue: won > 0 ? wonValue / won : null,
    target,
    attained: target === null ? null : shareOf(wonValue, target),
  };
}

function targetOf(wish: ReportWish, months: readonly Period[], who: string | null): number | null {
  return months.reduce<number | null>((sum, month) => {
    const target = targetIn(wish, month, who);
    return target === null ? sum : round((sum ?? 0) + target);
  }, null);
}

/** The target of a month, as far as the month lies in the time. */
function targetIn({ targets, zone }: ReportWish, { key, fromMs, toMs }: Period, who: string | null): number | null {
  const target = targets.find((one) => one.who === who && one.month === key);
  if (!target) return null;
  const whole = periodsOf(fromMs - 32 * 86_400_000, toMs + 32 * 86_400_000, 'month', zone).find((month) => month.key === key);
  return whole ? round((target.amount * (toMs - fromMs)) / (whole.toMs - whole.fromMs)) : target.amount;
}
