import type { Brand } from './brand.js';

/**
 * A moment in UTC as fixed-width text `YYYY-MM-DDTHH:mm:ss.sssZ`, so that text order is time order.
 * Years 0001 to 9999.
 */
export type Instant = Brand<string, 'Instant'>;

const FORM = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/;
const MIN_MS = -62135596800000;
const MAX_MS = 253402300799999;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const epochMs = (instant: Instant): number => Date.parse(instant);

/** The moment at `ms` milliseconds since 1970; throws RangeError outside years 1 to 9999. */
export function instantAt(ms: number): Instant {
  if (!(ms >= MIN_MS && ms <= MAX_MS)) throw new RangeError(`instant out of range: ${ms}`);
  return new Date(Math.trunc(ms)).toISOString() as Instant;
}

/** Reads ISO 8601 text with a zone offset (a bare date or a time without offset counts as UTC); `null` when it is not one. */
export function parseInstant(text: string): Instant | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, date, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = match;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${date}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
  if (!(ms >= MIN_MS && ms <= MAX_MS)) return null;
  // Date.parse rolls 31 February over; the day of the month must survive.
  const local = new Date(Date.parse(`${date}T00:00:00.000Z`)).toISOString().slice(0, 10);
  return local === date ? instantAt(ms) : null;
}

export const addMs = (instant: Instant, ms: number): Instant => instantAt(epochMs(instant) + ms);
export const laterOf = (a: Instant, b: Instant): Instant => (a >= b ? a : b);
