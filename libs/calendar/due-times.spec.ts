import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMs, instantAt, parseInstant, UserError, type Instant } from '#kernel';
import type { DueTimes as PipelinePort } from '#pipeline';
import { dueTimes, parseCalendar, type BusinessCalendar, type Delay } from './index.js';

const at = (text: string): Instant => parseInstant(text) as Instant;

function calendar(document: unknown): BusinessCalendar {
  const parsed = parseCalendar(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const day = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const shanghai = calendar({
  timeZone: 'Asia/Shanghai',
  workingHours: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  specialHours: { '2026-10-10': day }, // a Saturday worked in exchange
});
const calendars = new Map([['support', shanghai]]);
const times: PipelinePort = dueTimes('Europe/Paris', calendars);
const business = (length: string): Delay => ({ business: length, calendar: 'support' });

describe('due', () => {
  it.each<[string, Delay, string, string]>([
    ['hours are exact over the clock change', 'PT24H', '2026-03-28T12:00Z', '2026-03-29T12:00Z'],
    ['days keep the time of day over the clock change', 'P1D', '2026-03-28T12:00Z', '2026-03-29T11:00Z'],
    ['weeks are seven days', 'P2W', '2026-03-20T12:00Z', '2026-04-03T11:00Z'],
    ['a month ends with a short month', 'P1M', '2026-01-31T12:00Z', '2026-02-28T12:00Z'],
    ['29 February a year later', 'P1Y', '2024-02-29T12:00Z', '2025-02-28T12:00Z'],
    ['days, then hours', 'P1DT2H', '2026-03-28T12:00Z', '2026-03-29T13:00Z'],
    ['a time that is left out moves on', 'P1D', '2026-03-28T01:30Z', '2026-03-29T01:30Z'],
    ['eight working hours are one day', business('PT8H'), '2026-09-28T01:00Z', '2026-09-28T10:00Z'],
    ['over lunch', business('PT4H'), '2026-09-28T01:00Z', '2026-09-28T06:00Z'],
    ['over the golden week to the make-up Saturday', business('P3D'), '2026-09-30T02:00Z', '2026-10-10T02:00Z'],
    ['one working hour at the end of the week', business('PT1H'), '2026-10-10T09:30Z', '2026-10-12T01:30Z'],
    ['working days, then working time', business('P1DT1H'), '2026-09-28T09:30Z', '2026-09-30T01:30Z'],
  ])('%s', (_name, delay, from, expected) => expect(times.due(delay, at(from))).toBe(at(expected)));

  it.each<[string, Delay, string]>([
    ['unknown calendar', { business: 'PT1H', calendar: 'none' }, 'calendar.unknown'],
    ['no length', 'tomorrow', 'delay.form'],
    ['business months', business('P1M'), 'delay.business'],
    ['after the year 9999', 'P9999Y', 'delay.too-long'],
    ['business time without end', business('P999999D'), 'calendar.too-far'],
    ['business hours without end', business('PT9999999H'), 'calendar.too-far'],
  ])('refuses %s', (_name, delay, code) => {
    expect(() => times.due(delay, at('2026-01-01'))).toThrow(expect.objectContaining({ code, constructor: UserError }));
  });
});

describe('remaining', () => {
  it.each<[string, Delay, string, string, string]>([
    ['exact', 'PT8H', '2026-03-28T12:00Z', '2026-03-28T15:30Z', 'PT3H30M'],
    ['days of the zone', 'P5D', '2026-03-28T12:00Z', '2026-03-30T11:30Z', 'P2DT30M'],
    ['working time', business('PT8H'), '2026-09-28T03:00Z', '2026-09-28T10:00Z', 'PT6H'],
    ['working days as working time', business('P2D'), '2026-09-28T03:00Z', '2026-09-29T10:00Z', 'PT14H'],
    ['overdue', 'P1D', '2026-03-28T12:00Z', '2026-03-28T11:00Z', 'PT0S'],
  ])('%s', (_name, delay, now, due, expected) => expect(times.remaining(delay, at(now), at(due))).toBe(expected));

  it('resumed at once gives the same due time', () => {
    const delays: Delay[] = ['PT90M', 'P14D', 'P1M', 'P3DT7H', business('PT12H'), business('P3D')];
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) }).map((ms) => instantAt(ms - (ms % 1000)));
    fc.assert(
      fc.property(fc.constantFrom(...delays), moment, fc.integer({ min: 0, max: 20 * 86_400 }), (delay, from, waited) => {
        const due = times.due(delay, from);
        const now = addMs(from, waited * 1000);
        fc.pre(now < due);
        const rest = times.remaining(delay, now, due);
        const again = times.due(typeof delay === 'string' ? rest : { ...delay, business: rest }, now);
        // A due time on a free hour is reached when the working time before it is used up.
        if (typeof delay === 'string') expect(again).toBe(due);
        else expect(times.remaining(delay, again, due)).toBe('PT0S');
      }),
    );
  });
});
