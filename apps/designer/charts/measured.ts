import type { Series, Tone } from './spec.js';
import type { Table } from './table.js';
import type { Target } from './target.js';
import type { Unit } from './unit.js';

/** One number of each row: a column of the table, and a series of the chart where it is drawn. */
export interface Measure<R> {
  readonly title: string;
  readonly unit: Unit;
  value(row: R): number | null;
  /** Every number leads to its records; null says that this one is of none, such as a measure of a model. */
  readonly target: ((row: R) => Target | null) | null;
  readonly tone?: Tone;
  /** In the chart too, not in the table alone. */
  readonly isDrawn?: boolean;
  readonly isLine?: boolean;
}

interface Given<R> {
  /** What the rows are: "Stage". */
  readonly of: string;
  readonly rows: readonly R[];
  nameOf(row: NoInfer<R>): string;
  targetOf?(row: NoInfer<R>): Target | null;
  readonly measures: readonly Measure<NoInfer<R>>[];
}

/** Rows with their numbers, once for the chart and once for the table. A number of 0 has nothing behind it; a measure without any number is not drawn. */
export function measured<R>({ of, rows, nameOf, targetOf, measures }: Given<R>): {
  readonly of: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly table: Table;
} {
  const pointOf = (row: R, { value, target }: Measure<R>) => {
    const counted = value(row);
    return { value: counted, target: counted === null || counted === 0 ? null : (target?.(row) ?? null) };
  };
  const series = measures
    .filter(({ isDrawn }) => isDrawn)
    .map((measure): Series => ({
      name: measure.title,
      unit: measure.unit,
      ...(measure.tone === undefined ? {} : { tone: measure.tone }),
      ...(measure.isLine === undefined ? {} : { isLine: measure.isLine }),
      points: rows.map((row) => pointOf(row, measure)),
    }))
    .filter(({ points }, place, all) => all.length === 1 || points.some(({ value }) => value !== null));
  const table: Table = {
    columns: [{ title: of }, ...measures.map(({ title, unit }) => ({ title, unit }))],
    rows: rows.map((row) => [{ value: nameOf(row), target: targetOf?.(row) ?? null }, ...measures.map((measure) => pointOf(row, measure))]),
  };
  return { of, categories: rows.map(nameOf), series, table };
}
