import { canonicalJson, isUuid, type Json, type RecordId, UserError } from '#kernel';
import { readScalar } from './filter.js';
import type { Position, Scalar, Selection, SortKey } from './query.js';

/**
 * A cursor says after which row the next page begins. It is bound to its query: with another filter or sort it is
 * refused. What it holds is only ever compared with, as parameters; a forged one shows nothing that a filter would not.
 */
export function writeCursor(position: Position, query: Selection & { readonly sort: readonly SortKey[] }): string {
  return Buffer.from(JSON.stringify([digest(query), position.id, ...position.values])).toString('base64url');
}

/** Throws UserError `cursor.invalid` for anything but a cursor of this very query. */
export function readCursor(text: string, query: Selection & { readonly sort: readonly SortKey[] }): Position {
  const parts = decode(text);
  if (parts?.[0] !== digest(query) || !isUuid(parts[1]) || parts.length !== query.sort.length + 2) throw invalid();
  const values = query.sort.map((key, i) => readValue(key, parts[i + 2] ?? null));
  return { id: parts[1] as RecordId, values };
}

function readValue(key: SortKey, value: Json): Scalar | null {
  if (value === null) return null;
  const scalar = typeof value === 'object' ? null : readScalar(key.column, String(value));
  if (scalar === null) throw invalid();
  return scalar;
}

function decode(text: string): readonly Json[] | null {
  if (text.length > 20_000) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as readonly Json[]) : null;
  } catch {
    return null;
  }
}

/** FNV-1a over the query: tells queries apart by accident-proof, not attack-proof, means; nothing rests on its secrecy. */
function digest(query: Selection & { readonly sort: readonly SortKey[] }): number {
  const { object, filter, search, pipeline, deleted, sort } = query;
  let hash = 0x811c9dc5;
  for (const char of canonicalJson({ object, filter, search, pipeline, deleted, sort })) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

const invalid = (): UserError =>
  new UserError('invalid', {
    code: 'cursor.invalid',
    at: '/cursor',
    text: { en: 'This cursor does not belong to this list: start again without it.', 'zh-CN': '此游标不属于该列表:请去掉它重新开始。' },
  });
