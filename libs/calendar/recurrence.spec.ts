import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantAt, parseInstant, type Instant } from '#kernel';
// oxlint-disable-next-line import/default -- a CommonJS module: its exports are the default
import rrule from 'rrule';
import { nextOccurrence, nextOccurrenceOf, occurrencesBetween, parseRecurrence, type Recurrence } from './index.js';

const at = (text: string): Instant => parseInstant(text) as Instant;

function recurrence(text: string, zone = 'UTC', start?: Instant): Recurrence {
  const parsed = parseRecurrence(text, zone, start);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

describe('nextOccurrence', () => {
  it.each<[string, string, string, string, string | null]>([
    ['every Monday at nine in Shanghai', 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9', 'Asia/Shanghai', '2026-01-01T00:00Z', '2026-01-05T01:00Z'],
    ['without BYDAY a week starts on Monday', 'FREQ=WEEKLY', 'UTC', '2026-01-01T00:00Z', '2026-01-05T00:00Z'],
    ['the first of the month at midnight', 'FREQ=MONTHLY', 'UTC', '2026-01-01T00:00Z', '2026-02-01T00:00Z'],
    ['strictly after', 'FREQ=DAILY;BYHOUR=9', 'UTC', '2026-01-01T09:00Z', '2026-01-02T09:00Z'],
    ['last Friday of the month', 'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=17', 'UTC', '2026-01-01T00:00Z', '2026-01-30T17:00Z'],
    ['last working day of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'UTC', '2026-01-01T00:00Z', '2026-01-30T00:00Z'],
    ['plain and counted weekdays together', 'FREQ=MONTHLY;BYDAY=MO,1TU', 'UTC', '2026-02-02T00:00Z', '2026-02-03T00:00Z'],
    ['the time of day stays over the clock change', 'FREQ=DAILY;BYHOUR=9', 'Europe/Paris', '2026-03-28T12:00Z', '2026-03-29T07:00Z'],
    ['a time that is left out comes an hour later', 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', 'Europe/Paris', '2026-03-28T12:00Z', '2026-03-29T01:30Z'],
    ['a shifted time does not hide an earlier one', 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30', 'Europe/Paris', '2026-03-28T12:00Z', '2026-03-29T01:30Z'],
    ['a time that comes twice comes once', 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', 'Europe/Paris', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ['leap days', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 'UTC', '2026-01-01T00:00Z', '2028-02-29T00:00Z'],
    ['good friday', 'FREQ=YEARLY;BYEASTER=-2', 'UTC', '2026-01-01T00:00Z', '2026-04-03T00:00Z'],
    ['UNTIL as a date holds all day', 'FREQ=DAILY;BYHOUR=9;UNTIL=20260110', 'UTC', '2026-01-09T10:00Z', '2026-01-10T09:00Z'],
    ['after UNTIL', 'FREQ=DAILY;UNTIL=20260110', 'UTC', '2026-01-11T00:00Z', null],
    ['after COUNT', 'DTSTART:20260101T090000\nRRULE:FREQ=DAILY;COUNT=3', 'UTC', '2026-01-03T09:00Z', null],
    ['an exception', 'DTSTART:20260101T090000\nRRULE:FREQ=DAILY\nEXDATE:20260102T090000', 'UTC', '2026-01-01T09:00Z', '2026-01-03T09:00Z'],
    ['a start with the zone named', 'DTSTART;TZID=Asia/Shanghai:20260101T090000\nRRULE:FREQ=DAILY', 'Asia/Shanghai', '2026-01-01T00:00Z', '2026-01-01T01:00Z'],
    ['never: 30 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'UTC', '2026-01-01T00:00Z', null],
  ])('%s', (_name, text, zone, after, expected) => {
    expect(nextOccurrence(recurrence(text, zone), at(after))).toBe(expected === null ? null : at(expected));
  });
});

describe('hostile rules end soon', () => {
  it.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;INTERVAL=2;BYSECOND=1',
    'FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1;BYHOUR=3',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=5',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
    'FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100',
    'FREQ=YEARLY;INTERVAL=1000000',
    'DTSTART:19000101T000000\nRRULE:FREQ=SECONDLY;INTERVAL=999999;COUNT=10000',
    'DTSTART:19000101T000000\nRRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY',
    `DTSTART:19000101T000000\n${'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31\n'.repeat(150)}`,
  ])('%#', (text) => {
    const begun = performance.now();
    const read = recurrence(text);
    nextOccurrence(read, at('2026-01-01T00:00Z'));
    occurrencesBetween(read, at('2000-01-01T00:00Z'), at('9000-01-01T00:00Z'));
    expect(performance.now() - begun).toBeLessThan(40_000);
  });

  it.each<[string, string, string]>([
    ['no rule', 'every day', 'recurrence.part'],
    ['nothing', '', 'recurrence.empty'],
    ['no frequency', 'COUNT=3', 'recurrence.frequency'],
    ['COUNT without start', 'FREQ=DAILY;COUNT=3', 'recurrence.count'],
    ['too many times a day', `FREQ=DAILY;BYHOUR=${[...Array(24).keys()].join()};BYMINUTE=${[...Array(60).keys()].join()};BYSECOND=0,1`, 'recurrence.too-many'],
    ['interval 0', 'FREQ=DAILY;INTERVAL=0', 'recurrence.number'],
    ['hour 24', 'FREQ=DAILY;BYHOUR=24', 'recurrence.number'],
    ['month day 0', 'FREQ=MONTHLY;BYMONTHDAY=0', 'recurrence.number'],
    ['unknown weekday', 'FREQ=WEEKLY;BYDAY=XX', 'recurrence.weekday'],
    ['twice', 'FREQ=WEEKLY;FREQ=DAILY', 'recurrence.part'],
    ['no date', 'DTSTART:20260230T000000\nRRULE:FREQ=DAILY', 'recurrence.date'],
    ['another zone', 'DTSTART;TZID=Europe/Paris:20260101T000000\nRRULE:FREQ=DAILY', 'recurrence.line'],
    ['too long', `FREQ=DAILY;BYHOUR=${'1,'.repeat(6000)}1`, 'recurrence.too-long'],
  ])('refuses %s', (_name, text, code) => {
    const parsed = parseRecurrence(text, 'UTC');
    expect(parsed.ok ? [] : parsed.error.map((problem) => problem.code)).toContain(code);
  });

  it('is never when the text cannot be read', () => {
    expect(nextOccurrenceOf('FREQ=DAILY', 'UTC', at('2026-01-01T00:00Z'))).toBe(at('2026-01-02T00:00Z'));
    expect(nextOccurrenceOf('every day', 'UTC', at('2026-01-01T00:00Z'))).toBe(null);
  });
  it('refuses an unknown zone', () => expect(parseRecurrence('FREQ=DAILY', 'Mars/Olympus').ok).toBe(false));
  it('never throws', () => fc.assert(fc.property(fc.string({ maxLength: 200 }), fc.string(), (text, zone) => void parseRecurrence(text, zone))));
});

describe('against the library rrule', () => {
  // The library takes times in the order in which they are written; ours are always in order.
  const sorted = (values: number[]): number[] => values.toSorted((a, b) => a - b);
  const some = (values: readonly number[], max = 3) =>
    fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max }).map(sorted), { nil: undefined });
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const rule = fc
    .record({
      FREQ: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'),
      INTERVAL: fc.integer({ min: 1, max: 5 }),
      COUNT: fc.integer({ min: 1, max: 8 }),
      WKST: fc.constantFrom('MO', 'SU', 'TH'),
      BYMONTH: some(range(1, 12)),
      BYMONTHDAY: some([...range(1, 28), -1, -5]),
      BYDAY: fc.option(fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 }), { nil: undefined }),
      BYHOUR: some(range(0, 23)),
      BYMINUTE: some(range(0, 59)),
    })
    // In the library an hourly rule whose hours can never come loops for ever; a weekly one takes no BYMONTHDAY (RFC 5545).
    .map((parts) => (parts.FREQ === 'HOURLY' ? { ...parts, INTERVAL: 1 } : parts.FREQ === 'WEEKLY' ? { ...parts, BYMONTHDAY: undefined } : parts))
    .map((parts) =>
      Object.entries(parts)
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
        .join(';'),
    );

  it('the first occurrences are the same', () => {
    const start = fc.integer({ min: Date.UTC(1999, 0, 1), max: Date.UTC(2001, 0, 1) }).map((ms) => ms - (ms % 1000));
    fc.assert(
      fc.property(rule, start, (text, startMs) => {
        const theirs = rrule.rrulestr(text, { dtstart: new Date(startMs) }).between(new Date(startMs), new Date(Date.UTC(2012, 0, 1)), true);
        const ours = occurrencesBetween(recurrence(text, 'UTC', instantAt(startMs)), instantAt(startMs), at('2012-01-01'));
        expect(ours).toEqual(theirs.map((date) => date.toISOString()));
      }),
      { numRuns: 60 },
    );
  });
});
