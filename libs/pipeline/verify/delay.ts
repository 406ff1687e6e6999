import { parseDuration } from '#kernel';
import type { DelayDocument } from '../definition/index.js';

/** The shortest and longest exact time a delay can take, in milliseconds. */
export interface Span {
  readonly leastMs: number;
  readonly mostMs: number;
}

const HOUR_MS = 3_600_000;

/** Calendar parts vary: a day has 23 to 25 hours, a month 28 to 31 days, a year 365 or 366. Null for what is no duration. */
function spanOf(delay: DelayDocument): Span | null {
  const isBusiness = typeof delay !== 'string';
  const length = parseDuration(isBusiness ? delay.business : delay);
  if (!length) return null;
  const least = length.years * 365 + length.months * 28 + length.days;
  const most = length.years * 366 + length.months * 31 + length.days;
  const swing = length.years + length.months + length.days > 0 ? HOUR_MS : 0; // one change of clocks
  const leastMs = Math.max(0, least * 24 * HOUR_MS - swing) + length.exactMs;
  // Working time takes at least itself; how much longer the calendar alone knows. Its days are working days.
  if (isBusiness) return { leastMs: length.exactMs, mostMs: Infinity };
  return { leastMs, mostMs: most * 24 * HOUR_MS + swing + length.exactMs };
}

/** True when `a`, started no later, is certainly over before `b` is. */
export function isSurelyShorter(a: DelayDocument, b: DelayDocument): boolean {
  const [x, y] = [spanOf(a), spanOf(b)];
  if (!x || !y) return false;
  if (typeof a !== 'string' && typeof b !== 'string' && a.calendar === b.calendar)
    return isExactly(a.business) && isExactly(b.business) && x.leastMs < y.leastMs;
  if (typeof a === 'string' && typeof b === 'string') return isShorterDuration(a, b) || x.mostMs < y.leastMs;
  return x.mostMs < y.leastMs;
}

const isExactly = (text: string): boolean => {
  const length = parseDuration(text);
  return length !== null && length.years === 0 && length.months === 0 && length.days === 0;
};

/** Part by part not longer, and shorter in one. */
function isShorterDuration(a: string, b: string): boolean {
  const [x, y] = [parseDuration(a), parseDuration(b)];
  if (!x || !y) return false;
  const parts = ['years', 'months', 'days', 'exactMs'] as const;
  return parts.every((part) => x[part] <= y[part]) && parts.some((part) => x[part] < y[part]);
}

/** Due at the very moment it is set. */
export const isInstant = (delay: DelayDocument): boolean =>
  spanOf(delay)?.leastMs === 0 && (typeof delay !== 'string' ? isExactly(delay.business) : spanOf(delay)?.mostMs === 0);
