import { addMs, epochMs, parseDuration, parseInstant } from '#kernel';
import type { Duration, Instant } from '#kernel';

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

export const DATE_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const padded = (n: number, width: number): string => String(n).padStart(width, '0');

/** The same day and time so many months later; the last day of a shorter month where the day does not exist. */
function addMonths(instant: Instant, months: number): Instant | null {
  const index = Number(instant.slice(0, 4)) * 12 + Number(instant.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  if (year < 1 || year > 9999) return null;
  const day = Math.min(Number(instant.slice(8, 10)), daysIn(year, month));
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}${instant.slice(10)}` as Instant;
}

/**
 * A date or moment moved by an ISO duration, backwards with a leading `-`; calendar arithmetic in UTC.
 * A date without a time stays one when the duration has no hours. `null` when either cannot be read or leaves years 1 to 9999.
 */
export function addDuration(date: unknown, duration: unknown): string | null {
  if (typeof date !== 'string' || typeof duration !== 'string') return null;
  const start = parseInstant(date);
  const back = duration.startsWith('-');
  const length = parseDuration(back ? duration.slice(1) : duration);
  if (!start || !length) return null;
  const end = shift(start, length, back ? -1 : 1);
  if (end === null) return null;
  return DATE_ONLY.test(date) && length.exactMs === 0 ? end.slice(0, 10) : end;
}

function shift(start: Instant, length: Duration, sign: 1 | -1): Instant | null {
  const months = addMonths(start, sign * (length.years * 12 + length.months));
  if (months === null) return null;
  try {
    return addMs(months, sign * (length.days * UNITS.days + length.exactMs));
  } catch {
    return null; // outside years 1 to 9999
  }
}

/** Whole `unit`s from one date to another, negative when the second is earlier; `null` when something cannot be read. */
export function wholeUnitsBetween(from: unknown, to: unknown, unit: unknown): number | null {
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  const a = parseInstant(from);
  const b = parseInstant(to);
  if (!a || !b) return null;
  if (unit === 'months' || unit === 'years') return Math.trunc(monthsBetween(a, b) / (unit === 'years' ? 12 : 1)) + 0;
  if (typeof unit !== 'string' || !Object.hasOwn(UNITS, unit)) return null;
  return Math.trunc((epochMs(b) - epochMs(a)) / UNITS[unit as keyof typeof UNITS]) + 0;
}

function monthsBetween(a: Instant, b: Instant): number {
  if (b < a) return -monthsBetween(b, a);
  const months = (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7));
  const reached = addMonths(a, months);
  return reached !== null && reached <= b ? months : months - 1;
}
