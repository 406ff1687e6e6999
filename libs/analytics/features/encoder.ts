import { ok, pointer, type Text } from '#kernel';
import { refuse, type Answer } from '../problem.js';
import { asLevel, asNumber, type Cell, type Column, type Table } from './table.js';
import type { Matrix } from './matrix.js';

/** One input of a model. `number`: (value - mean) / sd, a missing value counts as the mean. `level`: 1 where the column has it. `blank`: 1 where a number is missing. */
export type Feature =
  | { readonly kind: 'number'; readonly column: string; readonly mean: number; readonly sd: number }
  | { readonly kind: 'level'; readonly column: string; readonly level: string }
  | { readonly kind: 'blank'; readonly column: string };

/** A column that gives no feature, and why. */
export interface LeftOut {
  readonly column: string;
  readonly why: Text;
}

/** How rows become numbers; plain JSON, learned from the training rows alone, so that scoring repeats it exactly. */
export interface Encoder {
  readonly features: readonly Feature[];
  /** Texts read as missing, besides the empty one. */
  readonly blanks: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

export interface EncoderOptions {
  /** Rows that a level (or a blank number) needs to become a feature; 10 by default. */
  readonly minCount?: number;
  /** Most levels a column gives, the most frequent first; 200 by default. */
  readonly maxLevels?: number;
  /** Texts read as missing, such as `Select`. */
  readonly blanks?: readonly string[];
  /** Columns to read as numbers or as levels, whatever they look like. */
  readonly kinds?: Readonly<Record<string, 'number' | 'level'>>;
}

/** A share of words above this makes a column one of levels. */
const MOST_WORDS = 0.1;

/** Learns the features of a table. Errors: `analysis.empty` without rows, `analysis.no-feature` when no column tells the rows apart. */
export function fitEncoder(table: Table, options: EncoderOptions = {}): Answer<Encoder> {
  if (table.rows === 0) return refuse('analysis.empty', '', 'There are no rows.', '没有任何行。');
  const ragged = table.columns.findIndex((column) => column.values.length !== table.rows);
  if (ragged >= 0) return refuse('analysis.shape', pointer('/columns', ragged), 'The column has another number of rows.', '该列的行数与其他列不同。');
  const blanks = new Set(options.blanks);
  const features: Feature[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of table.columns) {
    const found = kindOf(column, blanks, options) === 'number' ? numberFeatures(column, blanks, options) : levelFeatures(column, blanks, options);
    features.push(...found);
    if (found.length === 0) leftOut.push({ column: column.name, why: WHY });
  }
  if (features.length === 0) return refuse('analysis.no-feature', '/columns', 'No column tells the rows apart.', '没有任何列能区分这些行。');
  return ok({ features, blanks: [...blanks], leftOut });
}

const WHY: Text = { en: 'It has one value only, or values that are too rare.', 'zh-CN': '只有一个取值，或每个取值都太少。' };

function kindOf({ name, values }: Column, blanks: ReadonlySet<string>, options: EncoderOptions): 'number' | 'level' {
  const told = options.kinds && Object.hasOwn(options.kinds, name) ? options.kinds[name] : undefined;
  if (told) return told;
  let words = 0;
  let numbers = 0;
  for (const value of values) {
    if (asLevel(value, blanks) === '') continue;
    if (asNumber(value) === null) words += 1;
    else numbers += 1;
  }
  return numbers > 0 && words <= MOST_WORDS * (numbers + words) ? 'number' : 'level';
}

function numberFeatures({ name, values }: Column, blanks: ReadonlySet<string>, options: EncoderOptions): Feature[] {
  const known: number[] = [];
  for (const value of values) {
    const number = numberAt(value, blanks);
    if (number !== null) known.push(number);
  }
  const features: Feature[] = [];
  const { mean, sd } = meanAndSd(known);
  if (sd > 0) features.push({ kind: 'number', column: name, mean, sd });
  const missing = values.length - known.length;
  const enough = options.minCount ?? 10;
  if (missing >= enough && known.length >= enough) features.push({ kind: 'blank', column: name });
  return features;
}

/** Mean and population standard deviation; a spread that is only rounding counts as none. */
function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  if (values.length === 0) return { mean: 0, sd: 0 };
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const sd = Math.sqrt(variance);
  return { mean, sd: sd > Math.abs(mean) * 1e-12 ? sd : 0 };
}

function levelFeatures({ name, values }: Column, blanks: ReadonlySet<string>, options: EncoderOptions): Feature[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    const level = asLevel(value, blanks);
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const enough = [...counts].filter(([, count]) => count >= (options.minCount ?? 10) && count < values.length);
  enough.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return enough.slice(0, options.maxLevels ?? 200).map(([level]) => ({ kind: 'level', column: name, level }));
}

function numberAt(cell: Cell, blanks: ReadonlySet<string>): number | null {
  return blanks.size > 0 && asLevel(cell, blanks) === '' ? null : asNumber(cell);
}

/** The rows `from` to `to` (exclusive) as numbers, one column a feature. A column that the table lacks counts as missing. Never NaN. */
export function encode(encoder: Encoder, table: Table, from = 0, to = table.rows): Matrix {
  const cols = encoder.features.length;
  const data = new Float64Array(Math.max(0, to - from) * cols);
  const blanks = new Set(encoder.blanks);
  for (const [column, parts] of byColumn(encoder)) {
    const values = table.columns.find(({ name }) => name === column)?.values ?? [];
    for (let i = from; i < to; i++) fill(parts, values[i], blanks, data, (i - from) * cols);
  }
  return { rows: Math.max(0, to - from), cols, data };
}

interface Parts {
  number?: { at: number; mean: number; sd: number };
  blank?: number;
  readonly levels: Map<string, number>;
}

/** Features by column, in one look-up a cell. */
function byColumn(encoder: Encoder): Map<string, Parts> {
  const columns = new Map<string, Parts>();
  encoder.features.forEach((feature, at) => {
    const parts: Parts = columns.get(feature.column) ?? { levels: new Map() };
    columns.set(feature.column, parts);
    if (feature.kind === 'number') parts.number = { at, mean: feature.mean, sd: feature.sd };
    else if (feature.kind === 'blank') parts.blank = at;
    else parts.levels.set(feature.level, at);
  });
  return columns;
}

function fill(parts: Parts, cell: Cell, blanks: ReadonlySet<string>, data: Float64Array, row: number): void {
  if (parts.levels.size > 0) {
    const at = parts.levels.get(asLevel(cell, blanks));
    if (at !== undefined) data[row + at] = 1;
    return;
  }
  const number = numberAt(cell, blanks);
  if (number === null) {
    if (parts.blank !== undefined) data[row + parts.blank] = 1;
    return;
  }
  if (parts.number) data[row + parts.number.at] = (number - parts.number.mean) / parts.number.sd;
}
