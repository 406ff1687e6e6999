import { ok } from '#kernel';
import { rowsOf, type Table } from '../features/table.js';
import { refuse, tooFew, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { findLeaks, type Leak, type LeakOptions } from './leaks.js';

export interface SplitOptions extends LeakOptions {
  readonly seed: number;
  /** Rows held out for the check: a mask (1 = held out) of the caller's fold; a seeded fifth by default. */
  readonly heldOut?: ArrayLike<number | boolean>;
  /** Columns never to use, such as ids. */
  readonly leaveOut?: readonly string[];
  /** Columns to use although the leak check names them; `true`: all. */
  readonly keepLeaks?: readonly string[] | true;
  /** Rows of each class that training needs; 200 by default (shared/design/analytics.md). */
  readonly minPerClass?: number;
}

/** Rows to learn from and rows to check on, of the columns that may be used. */
export interface Folds {
  readonly train: Table;
  readonly yTrain: Float64Array;
  readonly test: Table;
  readonly yTest: Float64Array;
  readonly leaks: readonly (Leak & { readonly used: boolean })[];
}

/** Parts the rows, and leaves out the columns that leak in the training rows. `y`: 0 or 1 a row. Errors as of `trainScore`. */
export function splitRows(table: Table, y: ArrayLike<number>, options: SplitOptions): Answer<Folds> {
  const refused = checkInput(table, y, options);
  if (refused) return refused;
  const { train, test } = partsOf(table.rows, options);
  const target = (rows: readonly number[]): Float64Array => Float64Array.from(rows, (i) => y[i] as number);
  const left = new Set(options.leaveOut);
  const kept: Table = { rows: table.rows, columns: table.columns.filter(({ name }) => !left.has(name)) };
  const leaks = findLeaks(rowsOf(kept, train), target(train), options).map((leak) => ({ ...leak, used: isKept(leak.column, options) }));
  const used = { ...kept, columns: kept.columns.filter(({ name }) => !leaks.some((leak) => leak.column === name && !leak.used)) };
  return ok({ train: rowsOf(used, train), yTrain: target(train), test: rowsOf(used, test), yTest: target(test), leaks });
}

function checkInput(table: Table, y: ArrayLike<number>, options: SplitOptions): Answer<never> | null {
  if (table.rows === 0) return refuse('analysis.empty', '', 'There are no rows.', '没有任何行。');
  if (y.length !== table.rows) return refuse('analysis.shape', '/target', 'The target has another number of rows.', '目标列的行数与其他列不同。', y.length);
  const counts = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const value = y[i];
    if (value !== 0 && value !== 1) return refuse('analysis.target', `/target/${i}`, 'The target is 0 or 1 in each row.', '目标列每行必须是 0 或 1。', value);
    counts[value] = (counts[value] as number) + 1;
  }
  const needed = options.minPerClass ?? 200;
  const least = Math.min(...counts);
  return least < needed ? tooFew('/target', needed, least, 'rows of each outcome', '条每种结果的行') : null;
}

const isKept = (column: string, { keepLeaks }: SplitOptions): boolean => keepLeaks === true || (keepLeaks?.includes(column) ?? false);

function partsOf(rows: number, { heldOut, seed }: SplitOptions): { train: number[]; test: number[] } {
  const random = seededRandom(seed);
  const held = Array.from({ length: rows }, (_, i) => (heldOut ? Boolean(heldOut[i]) : random.next() < 0.2));
  const all = held.map((_, i) => i);
  return { train: all.filter((i) => !held[i]), test: all.filter((i) => held[i]) };
}
