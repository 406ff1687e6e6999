import { Temporal } from 'temporal-polyfill';

/** Milliseconds in a day of UTC; local days may be longer or shorter. */
export const DAY_MS = 86_400_000;

/**
 * Wall-clock readings are numbers here: milliseconds since 1970-01-01T00:00 *as the clock on the wall shows it*, so that
 * they order and subtract like plain numbers. Years 1 to 9999.
 */
export type WallMs = number;

/** True for a named IANA zone (`Asia/Shanghai`, `UTC`); bare offsets such as `+08:00` are not zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock in `zone` shows at a moment (milliseconds since 1970 in UTC). */
export function wallAt(momentMs: number, zone: string): WallMs {
  if (zone === 'UTC') return momentMs;
  const zoned = Temporal.Instant.fromEpochMilliseconds(momentMs).toZonedDateTimeISO(zone);
  return momentMs + zoned.offsetNanoseconds / 1e6;
}

/**
 * The moment at which the clock in `zone` shows `wall`. A reading that happens twice means its first time. A reading
 * that is left out (the clock jumps forward): `shift` moves it on by the jump (02:30 becomes 03:30, as RFC 5545 3.3.5
 * has it), `clip` gives the moment of the jump itself.
 */
export function momentAt(wall: WallMs, zone: string, skipped: 'shift' | 'clip'): number {
  if (zone === 'UTC') return wall;
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const zoned = plain.toZonedDateTime(zone);
  if (skipped === 'clip' && !zoned.toPlainDateTime().equals(plain)) {
    // A millisecond later, because the search is exclusive: the first reading that is left out shifts to the jump itself.
    return zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? zoned.epochMilliseconds;
  }
  return zoned.epochMilliseconds;
}

/** The moment whole years, months and days after another, at the same time of day in `zone`; days of a shorter month are cut to its last. */
export function addCalendar(momentMs: number, by: { readonly years: number; readonly months: number; readonly days: number }, zone: string): number {
  if (by.years === 0 && by.months === 0 && (by.days === 0 || zone === 'UTC')) return momentMs + by.days * DAY_MS;
  const zoned = Temporal.Instant.fromEpochMilliseconds(momentMs).toZonedDateTimeISO(zone);
  return zoned.add({ years: by.years, months: by.months, days: by.days }).epochMilliseconds;
}

/** The time between two moments as whole days of `zone` and an exact rest, so that adding both to `fromMs` gives `toMs`. */
export function calendarBetween(fromMs: number, toMs: number, zone: string): { readonly days: number; readonly restMs: number } {
  const [from, to] = [fromMs, toMs].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone));
  const days = from && to ? from.until(to, { largestUnit: 'days' }).days : 0;
  return { days, restMs: toMs - addCalendar(fromMs, { years: 0, months: 0, days }, zone) };
}
