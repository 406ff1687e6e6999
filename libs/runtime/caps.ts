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

/** UTF-8 bytes of a JSON value when they exceed `limit`, else 0. */
export function bytesBeyond(value: unknown, limit: number): number {
  const text = JSON.stringify(value) ?? '';
  if (text.length * 3 <= limit) return 0; // a character takes at most three bytes
  const bytes = utf8Length(text);
  return bytes > limit ? bytes : 0;
}
