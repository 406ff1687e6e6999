import { instantAt } from '#kernel';
import { WEEKDAYS, type BusinessCalendar, type Hours } from './calendar.js';
import { DAY_MS, momentAt, wallAt } from './zone.js';

/** A local day, counted from 1970-01-01. */
export type DayNumber = number;

/** A stretch of working time between two moments (milliseconds since 1970 in UTC), end exclusive. */
export interface Span {
  readonly open: number;
  readonly close: number;
}

const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 4000;

/** The local day of a moment in the calendar's zone. */
export const dayOf = (momentMs: number, calendar: BusinessCalendar): DayNumber => Math.floor(wallAt(momentMs, calendar.timeZone) / DAY_MS);

/** Hours of a day on the wall clock: its own if it has some, none on a holiday, else its weekday's. */
export function hoursOf(day: DayNumber, calendar: BusinessCalendar): readonly Hours[] {
  const date = instantAt(day * DAY_MS).slice(0, 10);
  if (calendar.holidays.has(date)) return [];
  const weekday = WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon';
  return calendar.specialHours.get(date) ?? calendar.workingHours[weekday];
}

export const isWorkingDayNumber = (day: DayNumber, calendar: BusinessCalendar): boolean => hoursOf(day, calendar).length > 0;

// Results only, keyed by the immutable calendar: the same question always has the same answer.
const remembered = new WeakMap<BusinessCalendar, Map<DayNumber, readonly Span[]>>();

/**
 * The working time of a local day as real moments, in order. On a day when the clock jumps, hours that the clock leaves
 * out are not there, and hours that it shows twice count twice.
 */
export function spansOf(day: DayNumber, calendar: BusinessCalendar): readonly Span[] {
  const known = remembered.get(calendar) ?? new Map<DayNumber, readonly Span[]>();
  const found = known.get(day);
  if (found) return found;
  const spans = hoursOf(day, calendar)
    .map((hours) => ({ open: moment(day, hours.from, calendar), close: moment(day, hours.to, calendar) }))
    .filter((span) => span.open < span.close);
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(day, spans);
  remembered.set(calendar, known);
  return spans;
}

const moment = (day: DayNumber, minute: number, calendar: BusinessCalendar): number => momentAt(day * DAY_MS + minute * MINUTE_MS, calendar.timeZone, 'clip');
