import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { dataPath, describeData } from '../../../test/real-data.js';
import { once, published } from '../../../test/published-figures.js';
import { readCsv } from '../../../test/real-tables.js';
import * as clv from './index.js';

const CUSTOMERS = ['cdnow', 'cdnow_customers_summary_with_transactions.csv'] as const;
type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const within = (found: readonly number[], expected: readonly number[], tolerance: number): void => {
  expect(found).toHaveLength(expected.length);
  for (const [i, figure] of expected.entries())
    expect({ i, off: Math.abs((found[i] ?? Number.NaN) - figure) <= tolerance, found: found[i], figure }).toMatchObject({ off: true });
};

describeData('cdnow', CUSTOMERS, () => {
  const customers = once(() =>
    readCsv(CUSTOMERS).map((row): clv.CustomerHistory => ({
      customer: row['ID'] ?? '',
      x: Number(row['x']),
      tx: Number(row['t_x']),
      T: Number(row['T']),
      meanValue: Number(row['zbar']),
    })),
  );

  it('chances of x purchases', () => {
    const rounded = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    within([value(clv.bgNbdChance(rounded, 39, 0)), value(clv.bgNbdChance(rounded, 2, 10))], published('cdnow', 'P(X(39)=0)'), 1e-5);
    expect(value(clv.bgNbdChance(rounded, 2, 10)) / published<number[]>('cdnow', 'P(X(39)=0)')[1]!).toBeCloseTo(1, 4);
  });
  it('histories from the transactions are those of the summary', () => {
    const transactions = readFileSync(dataPath('cdnow', 'CDNOW_sample.txt'), 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields.length === 5)
      .map(([, customer = '', day = '', , amount]) => ({
        customer,
        atMs: Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))),
        amount: Number(amount),
      }));
    const found = value(clv.purchaseHistories(transactions, Date.UTC(1997, 8, 30), 'week'));
    const close = found.filter((history, i) => {
      const stated = customers()[i] as clv.CustomerHistory;
      return (
        history.x === stated.x &&
        Math.abs(history.tx - stated.tx) < 0.006 &&
        Math.abs(history.T - stated.T) < 0.006 &&
        Math.abs(history.meanValue - stated.meanValue) < 0.006
      );
    });
    expect([found.length, close.length]).toEqual([2357, 2357]);
  });
});
