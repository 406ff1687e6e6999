import { Temporal } from 'temporal-polyfill';
import { type Instant, instantAt, parseInstant } from '#kernel';
import type { DateOrder } from './map.js';

const DATE_FIRST = /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?(?:[T\s]+(.+))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(am|pm)?$/i;
const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** A date as `YYYY-MM-DD`: four digits first are a year whatever the order; two-digit years are not guessed. Null when it is none. */
export function readDate(text: string, order: DateOrder): string | null {
  const parts = split(text, order);
  return parts && parts.time === null ? parts.date : null;
}

/** A moment: with an offset as it says, else local time in the zone (a bare date is its first moment there). Null when it is none. */
export function readMoment(text: string, order: DateOrder, timeZone: string): Instant | null {
  if (ZONED.test(text) && text.length > 12) return parseInstant(text);
  const parts = split(text, order);
  if (!parts) return null;
  try {
    const zoned = Temporal.PlainDateTime.from(`${parts.date}T${parts.time ?? '00:00:00'}`).toZonedDateTime(timeZone);
    return instantAt(zoned.epochMilliseconds);
  } catch {
    return null;
  }
}

function split(text: string, order: DateOrder): { readonly date: string; readonly time: string | null } | null {
  const match = DATE_FIRST.exec(text.trim());
  if (!match) return null;
  const [, a = '', b = '', c = '', rest] = match;
  const [year, month, day] = a.length === 4 || order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (year.length !== 4) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = rest === undefined ? null : readTime(rest);
  return parseInstant(date) === null || (rest !== undefined && time === null) ? null : { date, time };
}

function readTime(text: string): string | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const half = match[4]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(match[1]);
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return [hour, minute, second].map((n) => String(n).padStart(2, '0')).join(':');
}
