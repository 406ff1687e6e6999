import type { JsonObject } from '#kernel';
import type { Mapping } from './guess-columns.js';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How dates and numbers are written in the file. */
export interface Writing {
  readonly dates: DateOrder;
  readonly decimal: '.' | ',';
}

/** MAP.json as docs/import.md describes it. */
export function importMap(mapping: Mapping, writing: Writing, timeZone: string, delimiter: string): JsonObject {
  const { key, columns, joins } = mapping;
  const used = new Set([...Object.keys(columns), ...(key === null ? [] : [key])]);
  const needed = Object.entries(joins).filter(([name]) => used.has(name));
  return { key, columns, joins: Object.fromEntries(needed), dates: writing.dates, decimal: writing.decimal, timeZone, delimiter };
}

const SLASHED = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b/;

/** Tells day and month apart by what cannot be a month, and the decimal sign by what ends like cents. */
export function guessWriting(rows: readonly (readonly string[])[]): Writing {
  const cells = rows.flat();
  const dates = cells.flatMap((cell) => SLASHED.exec(cell)?.slice(1, 3).map(Number) ?? []);
  const pairs = Array.from({ length: dates.length / 2 }, (_, i) => [dates[2 * i] ?? 0, dates[2 * i + 1] ?? 0] as const);
  const order: DateOrder = pairs.length === 0 ? 'ymd' : pairs.some(([, second]) => second > 12) ? 'mdy' : 'dmy';
  const commas = cells.some((cell) => /^\s*-?\d{1,3}(?:\.\d{3})*,\d{1,2}\s*$/.test(cell));
  return { dates: order, decimal: commas ? ',' : '.' };
}
