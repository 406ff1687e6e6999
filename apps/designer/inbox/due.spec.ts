import { describe, expect, it } from '@jest/globals';
import { daysFrom, dueGroup, endOfDay } from './due.js';

const now = new Date('2026-03-10T10:00:00').getTime();
const at = (text: string): string => new Date(text).toISOString();

describe('when a task is due', () => {
  it.each([
    [null, 'noDue'],
    [at('2026-03-10T09:59:59'), 'overdue'],
    [at('2026-03-10T10:00:00'), 'today'],
    [at('2026-03-10T23:59:00'), 'today'],
    [at('2026-03-11T00:00:00'), 'later'],
  ])('%s: %s', (due, group) => {
    expect(dueGroup(due, now, endOfDay(now))).toBe(group);
  });

  it.each([
    [1, at('2026-03-08T16:30:00'), '2026-03-11T16:30:00'],
    [7, at('2026-03-10T08:00:00'), '2026-03-17T08:00:00'],
    [1, null, '2026-03-11T10:00:00'],
  ])('postponed by %d days from %s: %s', (days, due, expected) => {
    expect(daysFrom(now, days, due)).toBe(at(expected));
  });
});
