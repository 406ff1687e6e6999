import type { ReportChart } from './chart.js';
import { type Journeys, staysOf } from './journeys.js';
import { moneyOf, type Pick, round, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/** Which stage each row was in at `toMs`: rows that had begun by then. An end keeps its rows. */
export function asOf(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const stays = staysOf(journeys, chart);
  for (let run = 0; run < journeys.runs; run += 1) {
    for (let i = (stays.offset[run + 1] as number) - 1; i >= (stays.offset[run] as number); i -= 1) {
      if ((stays.enteredMs[i] as number) > wish.toMs) continue;
      const stage = chart.stages[stays.stage[i] as number];
      const isGone = !stage?.isFinal && (stays.leftMs[i] as number) <= wish.toMs;
      if (stage && !isGone) tally.add(stage.key, 'count', run);
      break;
    }
  }
  if (pick) return { rows: tally.rows() };
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      stages: chart.stages.map(({ key, title, outcome, probability }) => {
        const value = tally.sum(key, 'count');
        return {
          key,
          title,
          outcome,
          probability,
          count: tally.count(key, 'count'),
          value,
          weighted: probability === null ? null : round(value * probability),
        };
      }),
    },
  };
}
