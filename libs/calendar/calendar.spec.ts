import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMs, instantAt, type Instant } from '#kernel';
import * as time from './index.js';

const nine = [{ from: '09:00', to: '17:00' }];

describe('parseCalendar', () => {
  it.each<[string, unknown, string, string]>([
    ['no object', [], 'calendar.form', ''],
    ['unknown member', { timeZone: 'UTC', workingHours: { mon: nine }, weekend: [] }, 'calendar.member', '/weekend'],
    ['unknown zone', { timeZone: 'Mars/Olympus', workingHours: { mon: nine } }, 'calendar.time-zone', '/timeZone'],
    ['an offset is no zone', { timeZone: '+08:00', workingHours: { mon: nine } }, 'calendar.time-zone', '/timeZone'],
    ['unknown weekday', { timeZone: 'UTC', workingHours: { mon: nine, monday: nine } }, 'calendar.weekday', '/workingHours/monday'],
    [
      'prototype key',
      JSON.parse('{"timeZone":"UTC","workingHours":{"mon":[{"from":"09:00","to":"10:00"}],"__proto__":[]}}'),
      'calendar.weekday',
      '/workingHours/__proto__',
    ],
    ['backwards', { timeZone: 'UTC', workingHours: { mon: [{ from: '22:00', to: '06:00' }] } }, 'calendar.hours', '/workingHours/mon/0'],
    ['no clock time', { timeZone: 'UTC', workingHours: { mon: [{ from: '9', to: '25:00' }] } }, 'calendar.hours', '/workingHours/mon/0'],
    ['overlap', { timeZone: 'UTC', workingHours: { mon: [...nine, { from: '16:00', to: '18:00' }] } }, 'calendar.overlap', '/workingHours/mon'],
    ['no date', { timeZone: 'UTC', workingHours: { mon: nine }, holidays: ['2026-02-30'] }, 'calendar.date', '/holidays/0'],
    [
      'free and worked',
      { timeZone: 'UTC', workingHours: { mon: nine }, holidays: ['2026-02-02'], specialHours: { '2026-02-02': nine } },
      'calendar.date-twice',
      '/specialHours/2026-02-02',
    ],
    ['never open', { timeZone: 'UTC', workingHours: {} }, 'calendar.never-open', '/workingHours'],
  ])('refuses: %s', (_name, document, code, at) => {
    const parsed = time.parseCalendar(document);
    expect(parsed.ok ? [] : parsed.error.map((problem) => [problem.code, problem.at])).toContainEqual([code, at]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void time.parseCalendar(value)));
    fc.assert(
      fc.property(
        fc.record({ timeZone: fc.constant('UTC'), workingHours: fc.object(), holidays: fc.array(fc.string()), specialHours: fc.object() }),
        (value) => void time.parseCalendar(value),
      ),
    );
  });
});

describe('a working hour that begins when the clock jumps', () => {
  it('is not there on that day, and nothing else is', () => {
    const parsed = time.parseCalendar({
      timeZone: 'Europe/Paris',
      workingHours: {
        sun: [
          { from: '00:00', to: '00:15' },
          { from: '02:00', to: '02:15' },
        ],
      },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const from = instantAt(Date.UTC(2026, 2, 28));
    // 29 March 2026: 02:00 does not exist in Paris; only the first quarter of an hour counts.
    expect(time.workingTimeBetween(from, addMs(from, 3 * 86_400_000), parsed.value)).toBe(15 * 60_000);
    expect(time.addWorkingTime(from, 16 * 60_000, parsed.value) > instantAt(Date.UTC(2026, 3, 4))).toBe(true);
  });
});

describe('properties of working time', () => {
  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  const text = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const hours = fc
    .uniqueArray(clock, { minLength: 2, maxLength: 6 })
    .map((cuts) => cuts.toSorted((a, b) => a - b))
    .map((cuts) => Array.from({ length: Math.floor(cuts.length / 2) }, (_, n) => ({ from: text(cuts[2 * n] ?? 0), to: text(cuts[2 * n + 1] ?? 0) })));
  const calendar = fc
    .record({
      timeZone: fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe', 'Pacific/Apia'),
      workingHours: fc.dictionary(fc.constantFrom(...time.WEEKDAYS), hours, { minKeys: 1 }),
      holidays: fc.constant(['2026-03-30', '2026-10-26', '2026-12-25']),
    })
    .map((document) => {
      const parsed = time.parseCalendar(document);
      if (!parsed.ok) throw new Error(JSON.stringify([document, parsed.error]));
      return parsed.value;
    });
  const moment = fc.integer({ min: Date.UTC(2026, 2, 1), max: Date.UTC(2026, 11, 1) }).map((ms) => instantAt(ms));
  const amount = fc.integer({ min: 1, max: 40 * 3_600_000 });
  const check = (property: (calendar: time.BusinessCalendar, from: Instant, ms: number) => void): void =>
    fc.assert(fc.property(calendar, moment, amount, property), { numRuns: 200 });

  it('what is added is found again between', () =>
    check((c, from, ms) => {
      expect(time.workingTimeBetween(from, time.addWorkingTime(from, ms, c), c)).toBe(ms);
      expect(time.workingTimeBetween(from, time.addWorkingTime(from, -ms, c), c)).toBe(-ms);
    }));
  it('adding in two parts is adding at once', () =>
    check((c, from, ms) => {
      const half = Math.floor(ms / 2);
      expect(time.addWorkingTime(time.addWorkingTime(from, half, c), ms - half, c)).toBe(time.addWorkingTime(from, ms, c));
    }));
  it('never goes back when more is added or when it starts later', () =>
    check((c, from, ms) => {
      const end = time.addWorkingTime(from, ms, c);
      expect(time.addWorkingTime(from, ms + 1, c) > end).toBe(true);
      expect(time.addWorkingTime(addMs(from, 60_000), ms, c) >= end).toBe(true);
    }));
  it('is at work where it advances to, and free or at the closing where it closes', () =>
    check((c, from) => {
      expect(time.isWorking(time.advanceToWorking(from, c), c)).toBe(true);
      const closing = time.advanceToClosing(from, c);
      expect(closing > from && time.isWorking(addMs(closing, -1), c)).toBe(true);
      expect(time.nextWorkingTime(from, c) > from).toBe(true);
      expect(time.returnToWorking(from, c) <= from).toBe(true);
    }));
  it('working days come back the way they went', () =>
    check((c, from) => {
      const start = time.advanceToWorking(from, c);
      const later = time.addWorkingDays(start, 7, c);
      expect(time.workingDaysBetween(start, later, c)).toBe(7);
    }));
});
