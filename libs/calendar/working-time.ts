import { epochMs, instantAt, UserError, type Instant } from '#kernel';
import type { BusinessCalendar } from './calendar.js';
import { dayOf, isWorkingDayNumber, spansOf, type DayNumber, type Span } from './days.js';
import { DAY_MS, momentAt, wallAt } from './zone.js';

/** How many days without any working time are looked through before giving up: ten years. */
const MAX_IDLE_DAYS = 3660;
/** How many days a sum may run over: a hundred years. */
const MAX_DAYS = 36_600;

const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31

/** True at every moment from an opening (inclusive) to its closing (exclusive). */
export function isWorking(at: Instant, calendar: BusinessCalendar): boolean {
  const ms = epochMs(at);
  return spansOf(dayOf(ms, calendar), calendar).some((span) => span.open <= ms && ms < span.close);
}

/** True when the local day of `at` has any working hours. */
export const isWorkingDay = (at: Instant, calendar: BusinessCalendar): boolean => isWorkingDayNumber(dayOf(epochMs(at), calendar), calendar);

/** `at` itself during working time, else the next opening. */
export function advanceToWorking(at: Instant, calendar: BusinessCalendar): Instant {
  const ms = epochMs(at);
  return instantAt(Math.max(ms, firstSpan(ms, calendar, (span) => span.close > ms).open));
}

/** The next opening strictly after `at`, also during working time. */
export function nextWorkingTime(at: Instant, calendar: BusinessCalendar): Instant {
  const ms = epochMs(at);
  return instantAt(firstSpan(ms, calendar, (span) => span.open > ms).open);
}

/** The next closing strictly after `at`. */
export function advanceToClosing(at: Instant, calendar: BusinessCalendar): Instant {
  const ms = epochMs(at);
  return instantAt(firstSpan(ms, calendar, (span) => span.close > ms).close);
}

/** `at` itself after an opening and up to its closing (inclusive), else the last closing before it. */
export function returnToWorking(at: Instant, calendar: BusinessCalendar): Instant {
  const ms = epochMs(at);
  return instantAt(Math.min(ms, lastSpan(ms, calendar, (span) => span.open < ms).close));
}

/**
 * The moment by which `ms` milliseconds of working time have passed since `from` (negative: had passed before). A sum
 * that ends with the day ends at the closing, not at the next opening. 0 gives `from`, even outside working time.
 */
export function addWorkingTime(from: Instant, ms: number, calendar: BusinessCalendar): Instant {
  if (ms === 0) return from;
  return instantAt(ms > 0 ? forward(epochMs(from), ms, calendar) : backward(epochMs(from), -ms, calendar));
}

/** Milliseconds of working time between two moments; negative when `to` is earlier. */
export function workingTimeBetween(from: Instant, to: Instant, calendar: BusinessCalendar): number {
  if (to < from) return 0 - workingTimeBetween(to, from, calendar);
  const [start, end] = [epochMs(from), epochMs(to)];
  let sum = 0;
  for (let day = dayOf(start, calendar), last = dayOf(end, calendar); day <= last; day += 1) {
    for (const span of spansOf(day, calendar)) sum += Math.max(0, Math.min(span.close, end) - Math.max(span.open, start));
  }
  return sum;
}

/**
 * The same time of day, `count` working days later (negative: earlier). From a free day the count starts at the next
 * (previous) working day. 0 gives `from`. The time of day itself need not be working time.
 */
export function addWorkingDays(from: Instant, count: number, calendar: BusinessCalendar): Instant {
  if (count === 0) return from;
  const wall = wallAt(epochMs(from), calendar.timeZone);
  const step = count > 0 ? 1 : -1;
  const start = Math.floor(wall / DAY_MS);
  let day = isWorkingDayNumber(start, calendar) ? start : nextWorkingDay(start, step, calendar);
  for (let left = Math.abs(count); left > 0; left -= 1) {
    day = nextWorkingDay(day, step, calendar);
    if (Math.abs(day - start) > MAX_DAYS) throw tooFar();
  }
  return instantAt(momentAt(day * DAY_MS + (wall - start * DAY_MS), calendar.timeZone, 'shift'));
}

/** Working days after the day of `from`, up to and with the day of `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: Instant, to: Instant, calendar: BusinessCalendar): number {
  if (to < from) return 0 - workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = dayOf(epochMs(from), calendar) + 1, last = dayOf(epochMs(to), calendar); day <= last; day += 1) {
    if (isWorkingDayNumber(day, calendar)) count += 1;
  }
  return count;
}

function forward(start: number, ms: number, calendar: BusinessCalendar): number {
  let left = ms;
  let at = start;
  const limit = dayOf(start, calendar) + MAX_DAYS;
  for (;;) {
    const span = firstSpan(at, calendar, (candidate) => candidate.close > at);
    const open = Math.max(span.open, at);
    if (left <= span.close - open) return open + left;
    left -= span.close - open;
    at = span.close;
    if (dayOf(at, calendar) > limit) throw tooFar();
  }
}

function backward(start: number, ms: number, calendar: BusinessCalendar): number {
  let left = ms;
  let at = start;
  const limit = dayOf(start, calendar) - MAX_DAYS;
  for (;;) {
    const span = lastSpan(at, calendar, (candidate) => candidate.open < at);
    const close = Math.min(span.close, at);
    if (left <= close - span.open) return close - left;
    left -= close - span.open;
    at = span.open;
    if (dayOf(at, calendar) < limit) throw tooFar();
  }
}

/** The first stretch that fits, from the local day of `ms` on. */
function firstSpan(ms: number, calendar: BusinessCalendar, fits: (span: Span) => boolean): Span {
  const start = dayOf(ms, calendar);
  for (let day = start; day <= Math.min(start + MAX_IDLE_DAYS, LAST_DAY); day += 1) {
    const span = spansOf(day, calendar).find(fits);
    if (span) return span;
  }
  throw noHours();
}

function lastSpan(ms: number, calendar: BusinessCalendar, fits: (span: Span) => boolean): Span {
  const start = dayOf(ms, calendar);
  for (let day = start; day >= Math.max(start - MAX_IDLE_DAYS, FIRST_DAY); day -= 1) {
    const span = spansOf(day, calendar).findLast(fits);
    if (span) return span;
  }
  throw noHours();
}

function nextWorkingDay(from: DayNumber, step: 1 | -1, calendar: BusinessCalendar): DayNumber {
  for (let day = from + step, n = 0; n < MAX_IDLE_DAYS && day >= FIRST_DAY && day <= LAST_DAY; day += step, n += 1) {
    if (isWorkingDayNumber(day, calendar)) return day;
  }
  throw noHours();
}

const noHours = (): UserError =>
  new UserError('invalid', {
    code: 'calendar.no-hours',
    at: '',
    text: { en: 'The calendar has no working time within ten years of this moment.', 'zh-CN': '该日历在此时刻前后十年内没有工作时间。' },
  });

const tooFar = (): UserError =>
  new UserError('invalid', {
    code: 'calendar.too-far',
    at: '',
    text: { en: 'This length of working time runs over more than a hundred years.', 'zh-CN': '该工作时长跨越一百年以上。' },
  });
