import { describe, expect, it } from '@jest/globals';
import { seededRandom } from './random.js';

const take = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('seeded numbers', () => {
  it('repeat with the seed and differ between seeds', () => {
    const first = take(5, seededRandom(7).next);
    expect(take(5, seededRandom(7).next)).toEqual(first);
    expect(take(5, seededRandom(8).next)).not.toEqual(first);
    expect(take(5, seededRandom(0).next)).not.toEqual(take(5, seededRandom(-1).next));
  });
  it('are uniform in [0, 1)', () => {
    const drawn = take(20_000, seededRandom(1).next);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth += 1) expect(drawn.filter((x) => Math.floor(x * 10) === tenth).length / 2000).toBeCloseTo(1, 0);
    expect(mean(drawn)).toBeCloseTo(0.5, 2);
  });
  it('are normal with mean 0 and deviation 1', () => {
    const drawn = take(40_000, seededRandom(3).normal);
    expect(mean(drawn)).toBeCloseTo(0, 1);
    expect(mean(drawn.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(drawn.filter((x) => Math.abs(x) < 1.959964).length / 40_000).toBeCloseTo(0.95, 2);
  });
  it('hit every whole number below n', () => {
    const { below } = seededRandom(5);
    expect([...new Set(take(200, () => below(4)))].sort()).toEqual([0, 1, 2, 3]);
  });
});
