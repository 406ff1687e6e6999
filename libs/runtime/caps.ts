import { type Json, type Text, UserError, utf8Length } from '#kernel';

/** Limits of the loop; crossing one is a UserError `too-large` with a stable code (docs/errors.md). */
export const CAPS = {
  eventBytes: 262_144,
  snapshotBytes: 262_144,
  journalRows: 10_000,
  /** Effects that one event may ask for. */
  fanOut: 1_000,
  /** Runs that start or signal each other, and records' changes that cause each other. */
  chainDepth: 16,
  /** Commands of one batch. */
  batchCommands: 100,
  /** Commands of one workspace that may wait; beyond it callers are told to come back. */
  queuedCommands: 10_000,
} as const;

/** The refusal of something over a cap. */
export function overCap(code: string, text: Text, got: Json, expected: Json): UserError {
  return new UserError('too-large', { code, at: '', text, got, expected });
}

/** UTF-8 bytes of a JSON value when that may exceed `limit`, else 0: what is small is never written out for this. */
export function bytesBeyond(value: unknown, limit: number): number {
  if (atMost(value, limit) <= limit) return 0;
  const bytes = utf8Length(JSON.stringify(value) ?? '');
  return bytes > limit ? bytes : 0;
}

/** No fewer bytes than the value takes as JSON; stops counting beyond the limit. */
function atMost(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length * 6 + 2; // every character escaped
  if (typeof value !== 'object' || value === null) return 26; // the longest number
  let bytes = 2;
  const members = Array.isArray(value);
  for (const key in value) {
    bytes += (members ? 1 : key.length * 6 + 4) + atMost((value as Record<string, unknown>)[key], limit - bytes);
    if (bytes > limit) return bytes;
  }
  return bytes;
}
