import { describe, expect, it } from '@jest/globals';
import { tableOf, type FeatureCell } from '../features/index.js';
import { seededRandom } from '../random.js';
import { READABLE_METHODS, readRecord, readTable, sigmoid, trainReadable, type ReadableMethod, type ReadableTree } from './index.js';

/** Customers who leave when they are new or pay monthly; `code` is the outcome itself. */
function customers(n: number): { records: Record<string, FeatureCell>[]; y: number[] } {
  const random = seededRandom(5);
  const y: number[] = [];
  const records = Array.from({ length: n }, () => {
    const [tenure, contract] = [random.below(72), ['monthly', 'yearly'][random.below(2)] as string];
    const leaves = random.next() < sigmoid(2 - 0.08 * tenure + (contract === 'monthly' ? 1.5 : -1.5)) ? 1 : 0;
    y.push(leaves);
    return { tenure, contract, noise: random.below(3) === 0 ? 'Select' : `n${random.below(4)}`, code: leaves ? 'gone' : 'here' };
  });
  return { records, y };
}

const { records, y } = customers(1500);
const fit = (method: ReadableMethod): ReadableTree => {
  const answer = trainReadable(tableOf(records), y, { method, seed: 1, blanks: ['Select'] });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

describe.each(READABLE_METHODS)('a tree for reading: %s', (method) => {
  const model = fit(method);
  it('is checked on rows held out, without the column that leaks', () => {
    const { heldOut, trained, leaks } = model.report;
    expect(heldOut.n + trained.n).toBe(1500);
    expect(heldOut.auc).toBeGreaterThan(0.75);
    expect(heldOut.logLoss).toBeLessThan(1);
    expect(leaks.map(({ column, used }) => [column, used])).toEqual([['code', false]]);
    expect(JSON.stringify(model.tree)).not.toContain('code');
  });
  it('gives a record what it gives the row, with the questions on the way', () => {
    const all = readTable(model, tableOf(records));
    records.slice(0, 50).forEach((record, i) => expect(readRecord(model, record).p).toBe(all[i]));
    const newcomer = readRecord(model, { tenure: 1, contract: 'monthly' });
    expect(newcomer.p).toBeGreaterThan(0.7);
    expect(newcomer.path.join(' ')).toMatch(method === 'id3' ? /tenure = \(\.\.\d+(\.\d+)?\]/ : /tenure <= \d/);
    const bounds = newcomer.path.filter((said) => said.startsWith('tenure <='));
    expect(bounds.length).toBeLessThanOrEqual(1);
    expect(readRecord(model, { tenure: 70, contract: 'yearly' }).p).toBeLessThan(0.3);
  });
  it('is never sure, and takes what it has never seen', () => {
    for (const p of readTable(model, tableOf(records))) expect(p > 0 && p < 1).toBe(true);
    for (const odd of [{}, { contract: 'weekly' }, { tenure: NaN, contract: '' }, { tenure: 'Select' }]) expect(readRecord(model, odd).p).toBeGreaterThan(0);
  });
});

it('ID3 cuts many numbers in fifths and asks no blank by its text', () => {
  const model = fit('id3');
  expect(Object.keys(model.cuts)).toEqual(['tenure']);
  expect(model.cuts['tenure']).toHaveLength(4);
  expect(JSON.stringify(model.tree)).not.toContain('Select');
});

it('too few of an outcome: refused as any score', () => {
  const answer = trainReadable(tableOf(records.slice(0, 100)), y.slice(0, 100), { method: 'c45', seed: 1 });
  expect(!answer.ok && answer.error[0]?.code).toBe('analysis.too-few');
});
