import { describe, expect, it } from '@jest/globals';
import { incompleteBeta, logBeta, logGamma, normalQuantile, studentQuantile } from './distributions.js';

describe('distributions', () => {
  it.each([
    [1, 0],
    [2, 0],
    [0.5, 0.5723649429247001],
    [0.1, 2.252712651734206],
    [10, 12.801827480081469],
    [100.5, 361.43554046777757],
    [1e6, 12815504.569147611],
  ])('log gamma of %d', (x, expected) => expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-12 * Math.max(1, expected)));
  it('log beta', () => expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 13));
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.001, -3.090232306167813],
    [1e-12, -7.034483825301131],
  ])('normal quantile of %d', (p, expected) => expect(normalQuantile(p)).toBeCloseTo(expected, 12));
  it.each([
    [1, 12.706204736432095],
    [2, 4.302652729911275],
    [10, 2.2281388519649385],
    [100, 1.9839715185235518],
  ])('Student quantile of .975 with %d degrees', (degrees, expected) => expect(studentQuantile(0.975, degrees) / expected).toBeCloseTo(1, 10));
  it('incomplete beta', () => {
    expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(0.3483, 12);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});
