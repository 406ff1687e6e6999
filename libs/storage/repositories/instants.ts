import { type Instant, instantAt } from '#kernel';

/** A `timestamptz` as the driver or JSON gives it, as an Instant. */
export const toInstant = (value: Date | string): Instant => instantAt(typeof value === 'string' ? Date.parse(value) : value.getTime());
export const toInstantOrNull = (value: Date | string | null | undefined): Instant | null => (value === null || value === undefined ? null : toInstant(value));
