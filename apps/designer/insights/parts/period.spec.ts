import { describe, expect, it } from '@jest/globals';
import { boundsOf, isPeriod } from './period.js';

const NOW = new Date(2026, 2, 31, 15, 30).getTime();
const local = (year: number, month: number, day: number): string => new Date(year, month - 1, day).toISOString();

describe('a period', () => {
  it.each([
    ['30d', { from: local(2026, 3, 1) }],
    ['12m', { from: local(2025, 3, 31) }],
    ['all', { from: '2000-01-01T00:00:00.000Z' }],
  ] as const)('%s begins at midnight', (period, bounds) => {
    expect(boundsOf(period, {}, NOW)).toEqual(bounds);
  });

  it('of one’s own ends with the last day, itself among it', () => {
    expect(boundsOf('own', { from: '2026-01-01', to: '2026-01-31' }, NOW)).toEqual({ from: local(2026, 1, 1), to: local(2026, 2, 1) });
    expect(boundsOf('own', { from: '2026-01-01' }, NOW)).toEqual({ from: local(2026, 1, 1) });
  });

  it('is known by its name', () => {
    expect([isPeriod('90d'), isPeriod('9d'), isPeriod(undefined)]).toEqual([true, false, false]);
  });
});
