import { isJsonObject } from '#kernel';
import type { ChartSpec, Series } from '../../charts/spec.js';
import type { Table } from '../../charts/table.js';
import { recordsOf } from '../../charts/target.js';
import { COUNT, decimal, money, type Unit } from '../../charts/unit.js';
import type { ChartKind, Result } from './definition.js';

type Row = Result['rows'][number];
type Column = Result['columns'][number];

/** What the reader's language needs of a result. */
export interface ResultWords {
  readonly nothing: string;
  text(words: { readonly en: string; readonly 'zh-CN'?: string | undefined }): string;
  series(group: string, measure: string): string;
}

const KINDS = { bar: 'rows', column: 'bars', line: 'lines', area: 'area', pie: 'pie' } as const satisfies Partial<Record<ChartKind, string>>;

/** The numbers of a result as a table, each row leading to its records. */
export function resultTable(result: Result, currency: string, words: ResultWords): Table {
  return {
    columns: result.columns.map((column) => ({
      title: words.text(column.title),
      ...(column.kind === 'measure' ? { unit: unitOf(column, result, currency) } : {}),
    })),
    rows: result.rows.map((row) =>
      result.columns.map((column) =>
        column.kind === 'group'
          ? { value: nameOf(row, column.key, words) }
          : { value: numberOf(row, column.key), target: recordsOf(result.object, row.filter, result.pipeline) },
      ),
    ),
  };
}

/** The drawing of a result: by one group a series a measure, by two groups a series a value of the second. Null where a table says it better. */
export function resultChart(result: Result, kind: ChartKind, currency: string, words: ResultWords): ChartSpec | null {
  const groups = result.columns.filter((column) => column.kind === 'group');
  const measures = result.columns.filter((column) => column.kind === 'measure');
  const [first, second] = groups;
  if (kind === 'table' || kind === 'number' || first === undefined || groups.length > 2) return null;
  const categories = [...new Set(result.rows.map((row) => nameOf(row, first.key, words)))];
  const pointOf = (row: Row | undefined, column: Column) => ({
    value: row === undefined ? null : numberOf(row, column.key),
    target: row === undefined ? null : recordsOf(result.object, row.filter, result.pipeline),
  });
  const series: readonly Series[] =
    second === undefined
      ? measures.map((column) => ({
          name: words.text(column.title),
          unit: unitOf(column, result, currency),
          points: result.rows.map((row) => pointOf(row, column)),
        }))
      : bySecond(result, [first, second], measures, categories, words).map(({ name, column, rows }) => ({
          name,
          unit: unitOf(column, result, currency),
          points: rows.map((row) => pointOf(row, column)),
        }));
  const drawn = second !== undefined && kind === 'column' ? 'stack' : KINDS[kind];
  return { kind: drawn, of: words.text(first.title), categories, series };
}

function bySecond(result: Result, [first, second]: readonly [Column, Column], measures: readonly Column[], categories: readonly string[], words: ResultWords) {
  const rowAt = new Map<string, Map<string, Row>>();
  for (const row of result.rows) {
    const value = nameOf(row, second.key, words);
    const category = nameOf(row, first.key, words);
    const ofValue = rowAt.get(value) ?? new Map<string, Row>();
    // Where two groups read the same, the first one stands.
    if (!ofValue.has(category)) ofValue.set(category, row);
    rowAt.set(value, ofValue);
  }
  const [measure, ...others] = measures;
  const drawn = others.length === 0 || measure === undefined ? measures : [measure];
  return drawn.flatMap((column) =>
    [...rowAt].map(([value, ofValue]) => ({
      name: measures.length === 1 ? value : words.series(value, words.text(column.title)),
      column,
      rows: categories.map((category) => ofValue.get(category)),
    })),
  );
}

const unitOf = (column: Column, result: Result, currency: string): Unit => {
  if (column.isMoney) return money(result.rows.find((row) => row.currency !== undefined)?.currency ?? currency);
  return column.key === 'count' ? COUNT : decimal(2);
};

const numberOf = (row: Row, key: string): number | null => {
  const value = row.values[key];
  return typeof value === 'number' ? value : null;
};

/** The title of a group's value: in the reader's language, as a name, or as it is. */
export function nameOf(row: Row, key: string, words: ResultWords): string {
  const name = row.names[key];
  if (typeof name === 'string' && name !== '') return name;
  if (isJsonObject(name) && typeof name['en'] === 'string') return words.text(name as { en: string });
  const value = row.group[key];
  return value === null || value === undefined || value === '' ? words.nothing : String(value);
}
