import { expect, it } from '@jest/globals';
import { describeData } from '../../../test/real-data.js';
import { once } from '../../../test/published-figures.js';
import { readCsv } from '../../../test/real-tables.js';
import { backTestChart, type RunHistory } from './index.js';

const DEALS = ['crm-sales', 'sales_pipeline.csv'] as const;

describeData('crm-sales', DEALS, () => {
  const ms = (day: string | undefined): number => Date.parse(`${day}T00:00:00Z`);
  const histories = (): RunHistory[] =>
    readCsv(DEALS)
      .filter((row) => row['engage_date'])
      .map((row) => ({
        id: row['opportunity_id'] ?? '',
        segment: row['product'] ?? '',
        steps: [{ state: 'engaging', enteredMs: ms(row['engage_date']), leftMs: row['close_date'] ? ms(row['close_date']) : null }],
        outcome: row['deal_stage'] === 'Won' ? 'won' : row['deal_stage'] === 'Lost' ? 'lost' : null,
        amount: row['deal_stage'] === 'Won' ? Number(row['close_value']) : null,
        isAmountFinal: true,
      }));
  const cuts = ['2017-06-30', '2017-07-31', '2017-08-31', '2017-09-30', '2017-10-31', '2017-11-30'].map(ms);
  const tested = once(() => {
    const test = backTestChart(histories(), cuts, { asOfMs: ms('2017-12-31'), horizonDays: 30, seed: 1, futures: 100 });
    if (!test.ok) throw new Error(JSON.stringify(test.error));
    return test.value;
  });

  it('the chance to win within a month is better than the share of the month before', () => expect(tested().brier).toBeLessThan(tested().naiveBrier));
  it('revenue within a month is nearer than that of the month before', () => expect(tested().meanAbsoluteError).toBeLessThan(tested().naiveMeanAbsoluteError));
  it('the band is wide, since the first month of a quarter brings a sixth of the others, and holds', () =>
    expect(tested().coverage).toBeGreaterThanOrEqual(0.5));
});
