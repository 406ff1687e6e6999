import { expect, it } from '@jest/globals';
import { describeData } from '../../../test/real-data.js';
import { readCsv } from '../../../test/real-tables.js';
import { backTestSeries, forecastSeries } from './index.js';

const AIR = ['time-series', 'AirPassengers.csv'] as const;
const valuesOf = (...path: readonly string[]): number[] => readCsv(path).map((row) => Number(row['value']));

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describeData('AirPassengers', AIR, () => {
  it('a rolling origin beats last year by far, with a band that holds', () => {
    const test = value(backTestSeries(valuesOf(...AIR), { period: 12, seasonal: 'multiplicative', horizon: 12, first: 72, every: 6 }));
    expect(test.model.smape).toBeLessThan(test.seasonalNaive.smape / 2);
    expect(test.model.mase).toBeLessThan(0.8);
    expect(test.coverage).toBeGreaterThan(0.6);
  });
});

describeData('further series', ['time-series', 'elecequip.csv'], () => {
  it.each([
    ['elecequip.csv', 12],
    ['tourists.csv', 4],
  ] as const)('%s: better than the value of one period ago', (file, period) => {
    const found = value(forecastSeries(valuesOf('time-series', file), { period, seasonal: 'auto', steps: period, seed: 1 }));
    expect(found.backTest?.model.smape).toBeLessThan(found.backTest?.seasonalNaive.smape ?? 0);
  });
});
