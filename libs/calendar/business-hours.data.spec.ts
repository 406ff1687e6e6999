import { expect, it } from '@jest/globals';
import { parseInstant, type Instant, type Json } from '#kernel';
import * as time from './index.js';
import { describeData, readData } from '../../test/real-data.js';

interface Vector {
  readonly name: string;
  readonly fn: string;
  readonly config: { readonly workingHours: Clock; readonly holidays: string[]; readonly holidayHours: Clock; readonly timeZone: string };
  readonly args: readonly (string | number)[];
  readonly expected: Json;
  readonly convention?: string;
}
type Clock = Record<string, Record<string, string>>;

/** Where our convention is another one: what we answer instead (docs/calendar.md). */
const OTHERWISE: Record<string, number> = { '#working_time_between / works across time shifts + midnight': 90_000 };

const DATA = ['conformance', 'business-hours', 'business-hours-vectors.json'] as const;
const vectors = readData<Vector[]>([], ...DATA);

const hours = (clock: Clock) =>
  Object.fromEntries(Object.entries(clock).map(([day, spans]) => [day, Object.entries(spans).map(([from, to]) => ({ from, to }))]));
const instant = (text: Json): Instant => parseInstant(String(text)) as Instant;

type Question = (calendar: time.BusinessCalendar, a: Instant, b: string | number) => Json;
const seconds =
  (unit: number): Question =>
  (calendar, a, b) =>
    time.addWorkingTime(a, Number(b) * unit * 1000, calendar);
const questions: Record<string, Question> = {
  add_days: (calendar, a, b) => time.addWorkingDays(a, Number(b), calendar),
  add_hours: seconds(3600),
  add_minutes: seconds(60),
  add_seconds: seconds(1),
  advance_to_working_time: (calendar, a) => time.advanceToWorking(a, calendar),
  advance_to_closing_time: (calendar, a) => time.advanceToClosing(a, calendar),
  next_working_time: (calendar, a) => time.nextWorkingTime(a, calendar),
  return_to_working_time: (calendar, a) => time.returnToWorking(a, calendar),
  working_day: (calendar, a) => time.isWorkingDay(a, calendar),
  in_working_hours: (calendar, a) => time.isWorking(a, calendar),
  working_days_between: (calendar, a, b) => time.workingDaysBetween(a, instant(b), calendar),
  working_time_between: (calendar, a, b) => time.workingTimeBetween(a, instant(b), calendar) / 1000,
};

describeData('business-hours vectors', DATA, () => {
  let passed = 0;
  it.each(vectors.map((vector, n) => [n, vector.name, vector] as const))('%i %s', (_n, name, vector) => {
    const parsed = time.parseCalendar({
      timeZone: vector.config.timeZone,
      workingHours: hours(vector.config.workingHours),
      holidays: vector.config.holidays,
      specialHours: hours(vector.config.holidayHours),
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const expected = OTHERWISE[name] ?? (typeof vector.expected === 'string' ? instant(vector.expected) : vector.expected);
    expect(questions[vector.fn]?.(parsed.value, instant(vector.args[0] ?? ''), vector.args[1] ?? 0)).toEqual(expected);
    passed += 1;
  });
  it('counts', () => {
    const other = Object.keys(OTHERWISE).length;
    console.info(`business-hours: ${passed}/${vectors.length} (${passed - other} as given, ${other} by our own convention: a 25-hour day has 25 hours)`);
    expect(passed).toBe(vectors.length);
  });
});
