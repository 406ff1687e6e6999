import { ok } from '#kernel';
import { quantile } from '../cleaning/index.js';
import { asLevel, asNumber, type Cell, type Column, type Table } from '../features/table.js';
import type { Answer } from '../problem.js';
import { classifyQuinlan, fitQuinlan } from '../trees/quinlan.js';
import type { QuinlanNode } from '../trees/quinlan-node.js';
import { splitRows, type SplitOptions } from './folds.js';
import { binaryMetrics } from './metrics.js';
import type { TrainReport } from './train.js';

export const READABLE_METHODS = ['id3', 'c45'] as const;
export type ReadableMethod = (typeof READABLE_METHODS)[number];

/** A binary score that a person can read from top to bottom: labels of the tree are `1` and `0`. Plain JSON. */
export interface ReadableTree {
  readonly method: ReadableMethod;
  readonly tree: QuinlanNode;
  readonly blanks: readonly string[];
  /** ID3 asks for levels alone: a column of numbers is cut at these, fifths of the training rows. */
  readonly cuts: Readonly<Record<string, readonly number[]>>;
  readonly report: Pick<TrainReport, 'seed' | 'trained' | 'heldOut' | 'leaks'>;
}

/** Different numbers that ID3 takes as levels; columns with more are cut in fifths. */
const MOST_LEVELS = 10;

/** Trains ID3 or C4.5 and checks it as `trainScore` does, on the same rows and columns. Errors: those of `trainScore` and `fitQuinlan`. */
export function trainReadable(table: Table, y: ArrayLike<number>, options: SplitOptions & { readonly method: ReadableMethod }): Answer<ReadableTree> {
  const folds = splitRows(table, y, options);
  if (!folds.ok) return folds;
  const { train, yTrain, test, yTest, leaks } = folds.value;
  const blanks = options.blanks ?? [];
  const cuts = options.method === 'id3' ? cutsOf(train, new Set(blanks)) : {};
  const asked = askedOf({ blanks, cuts }, train);
  const tree = fitQuinlan(asked, Array.from(yTrain, String), { method: options.method === 'id3' ? 'id3' : 'c4.5' });
  if (!tree.ok) return tree;
  const model = { method: options.method, tree: tree.value, blanks, cuts };
  const heldOut = binaryMetrics(readTable(model, test), yTest);
  if (!heldOut.ok) return heldOut;
  const trained = { n: train.rows, positives: yTrain.reduce((a, b) => a + b, 0) };
  return ok({ ...model, report: { seed: options.seed, trained, heldOut: heldOut.value, leaks } });
}

type Readable = Omit<ReadableTree, 'report'>;

/** Probability of each row: that of its leaf, (positives + 1) / (rows + 2), so that a leaf of few rows is not sure (Provost & Domingos 2003). */
export function readTable(model: Readable, table: Table): Float64Array {
  const { columns } = askedOf(model, table);
  return Float64Array.from({ length: table.rows }, (_, row) => read(model, Object.fromEntries(columns.map(({ name, values }) => [name, values[row]]))).p);
}

/** The probability of one record, and the answers it gave on the way to its leaf; of a number asked several times the narrowest. */
export function readRecord(model: Readable, record: Readonly<Record<string, Cell>>): { readonly p: number; readonly path: readonly string[] } {
  const columns = Object.entries(record).map(([name, cell]) => ({ name, values: [cell] }));
  return read(model, Object.fromEntries(askedOf(model, { rows: 1, columns }).columns.map(({ name, values }) => [name, values[0]])));
}

function read({ tree }: Readable, asked: Readonly<Record<string, Cell>>): { p: number; path: readonly string[] } {
  const { counts, path } = classifyQuinlan(tree, asked);
  const [yes, no] = [counts['1'] ?? 0, counts['0'] ?? 0];
  return { p: (yes + 1) / (yes + no + 2), path: narrowest(path) };
}

/** A later bound of a column and side is inside the earlier one. */
const narrowest = (path: readonly string[]): string[] => [...new Map(path.map((said) => [/^(.* (?:<=|>) )\S+$/.exec(said)?.[1] ?? said, said])).values()];

function cutsOf(table: Table, blanks: ReadonlySet<string>): Record<string, number[]> {
  return Object.fromEntries(
    table.columns.flatMap((column) => {
      const numbers = numbersIn(column, blanks);
      if (!numbers || new Set(numbers).size <= MOST_LEVELS) return [];
      const ascending = Float64Array.from(numbers).sort();
      return [[column.name, [...new Set([0.2, 0.4, 0.6, 0.8].map((q) => Number(quantile(ascending, q).toPrecision(10))))]]];
    }),
  );
}

/** The numbers of a column whose every filled cell is one; else `null`. */
function numbersIn({ values }: Column, blanks: ReadonlySet<string>): number[] | null {
  const filled = values.filter((cell) => asLevel(cell, blanks) !== '');
  const numbers = filled.map(asNumber).filter((value) => value !== null);
  return numbers.length === filled.length && numbers.length > 0 ? numbers : null;
}

/** The cells as the tree asks for them: blanks missing, cut numbers as their range. */
function askedOf({ blanks, cuts }: Pick<Readable, 'blanks' | 'cuts'>, table: Table): Table {
  const empty = new Set(blanks);
  return {
    rows: table.rows,
    columns: table.columns.map(({ name, values }) => {
      const at = Object.hasOwn(cuts, name) ? cuts[name] : undefined;
      return { name, values: values.map((cell) => (asLevel(cell, empty) === '' ? null : at ? rangeOf(asNumber(cell), at) : cell)) };
    }),
  };
}

function rangeOf(value: number | null, cuts: readonly number[]): string | null {
  if (value === null) return null;
  const above = cuts.filter((cut) => cut < value);
  const [from, to] = [above.at(-1), cuts[above.length]];
  return `(${from ?? ''}..${to ?? ''}${to === undefined ? ')' : ']'}`;
}
