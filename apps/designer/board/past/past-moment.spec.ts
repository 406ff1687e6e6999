import { describe, expect, it } from '@jest/globals';
import { localMoment, pastMoment } from './past-moment.js';

const NOW = new Date(2026, 0, 31, 9, 5).getTime();

describe('a past moment of the board', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['yesterday', null],
    ['2030-01-01T00:00', null],
    ['2026-01-30T09:05', new Date(2026, 0, 30, 9, 5).toISOString()],
  ])('%s is %s', (given, moment) => {
    expect(pastMoment(given, NOW)).toBe(moment);
  });

  it('is written as the input reads it', () => {
    expect(localMoment(NOW)).toBe('2026-01-31T09:05');
    expect(pastMoment(localMoment(NOW), NOW)).toBe(new Date(NOW).toISOString());
  });
});
