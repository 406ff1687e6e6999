import type { FeatureCell, FeatureTable } from '#analytics';
import type { FeatureSpec } from '../features/catalogue.js';
import { Growing } from './growing.js';

/** A table that crosses to another thread without being copied: numbers as they are (NaN = missing), levels by number (0 = missing). */
export interface PackedTable {
  readonly rows: number;
  readonly columns: readonly PackedColumn[];
}
export type PackedColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'level'; readonly codes: Int32Array; readonly levels: readonly string[] };

/** More levels than this are not told apart: the rest counts as one. */
const MOST_LEVELS = 20_000;

/** Gathers rows one by one; memory is that of the packed columns. */
export class TableBuilder {
  private rows = 0;
  private readonly columns: readonly (NumberColumn | LevelColumn)[];

  constructor(features: readonly FeatureSpec[]) {
    this.columns = features.map(({ name, kind }) => (kind === 'number' ? new NumberColumn(name) : new LevelColumn(name)));
  }

  add(values: Readonly<Record<string, FeatureCell>>): void {
    for (const column of this.columns) column.add(values[column.name] ?? null);
    this.rows += 1;
  }
  get length(): number {
    return this.rows;
  }
  build(): PackedTable {
    return { rows: this.rows, columns: this.columns.map((column) => column.build()) };
  }
}

class NumberColumn {
  private readonly values = new Growing(Float64Array);
  constructor(readonly name: string) {}
  add(cell: FeatureCell): void {
    const number = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
    this.values.push(typeof number === 'number' && Number.isFinite(number) ? number : NaN);
  }
  build(): PackedColumn {
    return { name: this.name, kind: 'number', values: this.values.done() };
  }
}

class LevelColumn {
  private readonly codes = new Growing(Int32Array);
  private readonly known = new Map<string, number>();
  constructor(readonly name: string) {}
  add(cell: FeatureCell): void {
    const text = cell === null || cell === undefined ? '' : String(cell).trim();
    this.codes.push(text === '' ? 0 : this.codeOf(text));
  }
  build(): PackedColumn {
    return { name: this.name, kind: 'level', codes: this.codes.done(), levels: [...this.known.keys()] };
  }
  private codeOf(text: string): number {
    const level = this.known.size >= MOST_LEVELS && !this.known.has(text) ? '…' : text;
    const code = this.known.get(level) ?? this.known.size + 1;
    this.known.set(level, code);
    return code;
  }
}

/** The table as the algorithms read it. */
export function unpack({ rows, columns }: PackedTable): FeatureTable {
  return {
    rows,
    columns: columns.map((column) => {
      if (column.kind === 'number') return { name: column.name, values: Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)) };
      return { name: column.name, values: Array.from(column.codes, (code) => (code === 0 ? null : (column.levels[code - 1] ?? null))) };
    }),
  };
}

/** What crosses to the other thread without a copy. */
export const buffersOf = ({ columns }: PackedTable): ArrayBuffer[] =>
  columns.map((column) => (column.kind === 'number' ? column.values : column.codes).buffer as ArrayBuffer);
