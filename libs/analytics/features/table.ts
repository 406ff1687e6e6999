import { LARGEST } from '../problem.js';

/** One value as it came from a record or a CSV cell. */
export type Cell = string | number | boolean | null | undefined;

/** A named column; `values[i]` belongs to row i. */
export interface Column {
  readonly name: string;
  readonly values: readonly Cell[];
}

/** Rows and columns; every column has exactly `rows` values. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The finite number of a cell, or `null` for anything else: blanks, words, NaN, infinities, magnitudes above 1e100. Booleans are no numbers. */
export function asNumber(cell: Cell): number | null {
  if (typeof cell === 'number') return Math.abs(cell) <= LARGEST ? cell : null;
  if (typeof cell !== 'string') return null;
  const text = cell.trim();
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= LARGEST ? value : null;
}

/** The level of a cell: its trimmed text; `''` for a missing value, a NaN, an infinity and every text of `blanks`. */
export function asLevel(cell: Cell, blanks: ReadonlySet<string>): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' && !Number.isFinite(cell)) return '';
  const text = String(cell).trim();
  return blanks.has(text) ? '' : text;
}

/** A table out of records; a member that a record lacks is missing there. Columns come in the order of their first appearance. */
export function tableOf(records: readonly Readonly<Record<string, Cell>>[], names?: readonly string[]): Table {
  const wanted = names ?? [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = wanted.map((name) => ({ name, values: records.map((record) => (Object.hasOwn(record, name) ? record[name] : null)) }));
  return { rows: records.length, columns };
}

/** A table out of cleaned columns (`cells[i]` belongs to row i). */
export const tableOfColumns = (columns: readonly { readonly name: string; readonly cells: readonly Cell[] }[]): Table => ({
  rows: columns[0]?.cells.length ?? 0,
  columns: columns.map(({ name, cells }) => ({ name, values: cells })),
});

/** The rows at `indices`, in that order. */
export function rowsOf(table: Table, indices: ArrayLike<number>): Table {
  const pick = Array.from(indices);
  return { rows: pick.length, columns: table.columns.map(({ name, values }) => ({ name, values: pick.map((i) => values[i]) })) };
}
