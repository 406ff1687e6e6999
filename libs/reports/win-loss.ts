import { wilson } from '#analytics';
import type { Text } from '#kernel';
import type { ReportChart } from './chart.js';
import { hasEnded, type Journeys, outcomeOf } from './journeys.js';
import { periodAt, periodsOf, shownPeriod } from './periods.js';
import { moneyOf, type Pick, shareOf, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** An end without an outcome of its own. */
const ENDED = 'ended';

/** Outcomes of the rows that ended in the time, and the reasons (the group of each row) of those that are no win. */
export function winLoss(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const months = periodsOf(wish.fromMs, wish.toMs, 'month', wish.zone);
  const found: Found = { outcomes: new Set(), reasons: new Map() };
  for (let run = 0; run < journeys.runs; run += 1) {
    const endedMs = journeys.endedMs[run] as number;
    if (!hasEnded(journeys, run) || endedMs < wish.fromMs || endedMs >= wish.toMs) continue;
    addEnded({ tally, journeys, found, win: chart.win }, run, months[periodAt(months, endedMs)]?.key ?? '-');
  }
  if (pick) return { rows: tally.rows() };
  const [won, lost] = [tally.count('', 'won'), tally.count('', 'lost')];
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      winRate: shareOf(won, won + lost),
      winRateInterval: won + lost > 0 ? wilson(won, won + lost, 0.95) : null,
      outcomes: byCount([...found.outcomes].map((outcome) => ({ key: outcome, outcome, isWon: outcome === chart.win, ...countOf(tally, outcome) }))),
      reasons: byCount(
        [...found.reasons].map(([key, { outcome, reason }]) => ({
          key,
          outcome,
          reason,
          title: titleOf(reason, wish),
          ...countOf(tally, key),
          share: shareOf(tally.count(key, 'count'), tally.count(outcome, 'count')),
        })),
      ),
      months: months.map((month) => {
        const [w, l] = [tally.count(month.key, 'won'), tally.count(month.key, 'lost')];
        return { ...shownPeriod(month), won: w, lost: l, winRate: shareOf(w, w + l), wonValue: tally.sum(month.key, 'won') };
      }),
    },
  };
}

interface Found {
  readonly outcomes: Set<string>;
  readonly reasons: Map<string, { readonly outcome: string; readonly reason: string | null }>;
}

interface Sight {
  readonly tally: Tally;
  readonly journeys: Journeys;
  readonly found: Found;
  readonly win: string | null;
}

function addEnded({ tally, journeys, found, win }: Sight, run: number, month: string): void {
  const outcome = outcomeOf(journeys, run) ?? ENDED;
  const measure = outcome === win ? 'won' : 'lost';
  found.outcomes.add(outcome);
  tally.add(outcome, 'count', run);
  tally.add('', measure, run);
  tally.add(month, measure, run);
  if (outcome === win) return;
  const reason = journeys.groups[journeys.group[run] as number] ?? null;
  const key = `${outcome}/${reason ?? ''}`;
  found.reasons.set(key, { outcome, reason });
  tally.add(key, 'count', run);
}

const titleOf = (reason: string | null, { titles }: ReportWish): Text => (reason === null ? NO_REASON : (titles[reason] ?? { en: reason }));
const NO_REASON = { en: 'No reason given', 'zh-CN': '未填写原因' };
const countOf = (tally: Tally, key: string) => ({ count: tally.count(key, 'count'), value: tally.sum(key, 'count') });
const byCount = <T extends { readonly count: number; readonly key: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
