import type { ChartSpec, Point, Series } from './spec.js';
import type { Target } from './target.js';
import { COUNT, type Unit } from './unit.js';

export interface Column {
  readonly title: string;
  /** Absent for words. */
  readonly unit?: Unit;
}

export interface Cell {
  readonly value: string | number | null;
  readonly target?: Target | null;
}

/** A figure as rows and columns. The first column names the row. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What columns are called that no data names. */
export interface TableWords {
  readonly from: string;
  readonly to: string;
  readonly value: string;
  readonly group: string;
  readonly name: string;
}

/** The same numbers as the chart draws. */
export function tableOf(spec: ChartSpec, words: TableWords): Table {
  switch (spec.kind) {
    case 'bars':
    case 'stack':
    case 'rows':
    case 'lines':
    case 'area':
    case 'pie':
      return byCategory(spec.of, spec.categories, spec.series);
    case 'band':
      return byCategory(spec.of, spec.categories, [spec.low, spec.middle, spec.high, ...spec.others]);
    case 'scatter':
      return {
        columns: [{ title: words.name }, { title: words.group }, spec.x, spec.y],
        rows: spec.groups.flatMap(({ name, dots }) =>
          dots.map((dot) => [{ value: dot.name, target: dot.target }, { value: name }, { value: dot.x }, { value: dot.y }]),
        ),
      };
    case 'heat':
      return {
        columns: [{ title: spec.rowsOf }, { title: spec.columnsOf }, { title: spec.valuesOf, unit: spec.unit }],
        rows: spec.cells.map(({ row, column, value, target }) => [{ value: spec.rows[row] ?? '' }, { value: spec.columns[column] ?? '' }, { value, target }]),
      };
    case 'graph': {
      const names = new Map(spec.nodes.map(({ id, name }) => [id, name]));
      return {
        columns: [{ title: words.from }, { title: words.to }, { title: spec.linksOf, unit: spec.unit }],
        rows: spec.links.map(({ from, to, value }) => [{ value: names.get(from) ?? from }, { value: names.get(to) ?? to }, { value }]),
      };
    }
    case 'world':
      return {
        columns: [{ title: spec.of }, { title: spec.valuesOf, unit: spec.unit }],
        rows: spec.places.map(({ country, value, target }) => [{ value: country }, { value, target }]),
      };
  }
}

const NONE: Point = { value: null };

const byCategory = (of: string, categories: readonly string[], series: readonly Series[]): Table => ({
  columns: [{ title: of }, ...series.map(({ name, unit }) => ({ title: name, unit }))],
  rows: categories.map((category, place) => [{ value: category }, ...series.map(({ points }) => points[place] ?? NONE)]),
});

/** Numbers as plain numbers, for a spreadsheet. */
export const csvRows = ({ columns, rows }: Table): readonly (readonly (string | number)[])[] => [
  columns.map(({ title }) => title),
  ...rows.map((row) => row.map(({ value }) => value ?? '')),
];

export const unitOf = ({ columns }: Table, column: number): Unit => columns[column]?.unit ?? COUNT;
