/** A moment of the address, `2026-01-31T09:00` where the reader is, as the API takes it; null for none, for one that cannot be read, and for one to come. `now` in milliseconds. */
export function pastMoment(at: string | undefined, now: number): string | null {
  const ms = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(ms) || ms > now ? null : new Date(ms).toISOString();
}

/** A moment as an input of date and time wants it, in the reader's zone. */
export function localMoment(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
