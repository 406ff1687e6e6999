import { describe, expect, it } from '@jest/globals';
import { histogramOf, tenthsOf } from './histogram.js';

const total = (values: readonly number[]): number => histogramOf(values).reduce((sum, { customers }) => sum + customers, 0);

describe('bars', () => {
  it.each<[string, readonly number[]]>([
    ['nothing', []],
    ['one value', [7]],
    ['equal values', [3, 3, 3]],
    ['zeros', [0, 0]],
    ['values below zero', [-5, -1, 2]],
    ['a value far out', [...Array.from({ length: 200 }, (_, i) => i), 1e9]],
    ['small values', [0.001, 0.002, 0.0034]],
  ])('of %s hold every value, side by side', (_name, values) => {
    const bars = histogramOf(values);
    expect(total(values)).toBe(values.length);
    for (const [i, { from, to, customers }] of bars.entries()) {
      expect(to).toBeGreaterThan(from);
      if (i > 0) expect(from).toBe(bars[i - 1]?.to);
      expect(values.filter((value) => value >= from && value < to)).toHaveLength(customers);
    }
    expect(bars.length).toBeLessThan(30);
  });
  it('of scores are ten, and the last one holds the highest', () => {
    expect(tenthsOf([0, 9.99, 10, 95, 100]).map(({ customers }) => customers)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
  });
  it('pass over what is no number', () => expect(total([1, Number.NaN, 2])).toBe(2));
});
