import { describe, expect, it } from '@jest/globals';
import { minimiseWithin } from './minimise.js';

const rosenbrock = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;

describe('the least value within bounds', () => {
  it.each<[string, (at: readonly number[]) => number, number[], number[], number[], number[]]>([
    ['at the bottom of the valley of Rosenbrock', rosenbrock, [-1.2, 1], [-5, -5], [5, 5], [1, 1]],
    ['on a bound of that valley', rosenbrock, [-1.2, 1], [-5, -5], [0.5, 5], [0.5, 0.25]],
    ['in a corner', ([x = 0, y = 0]) => x + 2 * y, [0.7, 0.9], [0, 0], [1, 1], [0, 0]],
    ['from a start outside', ([x = 0]) => (x - 2) ** 2, [99], [0], [5], [2]],
    ['beside a place of NaN', ([x = 0]) => (x < 1 ? Number.NaN : (x - 1.5) ** 2), [3], [0], [5], [1.5]],
  ])('%s', (_title, f, start, low, high, expected) => {
    const found = minimiseWithin(f, start, { low, high });
    for (const [i, x] of expected.entries()) expect(found.at[i]).toBeCloseTo(x, 5);
  });
});
