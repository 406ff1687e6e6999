import { describe, expect, it } from '@jest/globals';
import type { Instant } from '#kernel';
import { nextByCalendar } from './next-by-calendar.js';

describe('the next occurrence of a rule', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0', 'Europe/Berlin', '2026-03-23T08:00:00.000Z', '2026-03-30T07:00:00.000Z'],
    ['FREQ=DAILY;BYHOUR=0', 'UTC', '2026-03-23T08:00:00.000Z', '2026-03-24T00:00:00.000Z'],
    ['nonsense', 'UTC', '2026-03-23T08:00:00.000Z', null],
  ])('%s in %s after %s', (every, zone, after, next) => expect(nextByCalendar(every, zone, after as Instant)).toBe(next));
});
