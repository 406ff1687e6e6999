import { inLocale, type Locale, type Text } from '#kernel';
import { ACTIVITY_COLUMNS, COLUMNS, type ColumnPlan, type SheetPlan } from './sheet-plans.js';
import type { Sheet, SheetCell, Workbook } from './sheet.js';
import type { TableResult } from './table-report.js';
import type { ComputedReport } from './wish.js';

type Cells = Readonly<Record<string, unknown>>;

/** The tables of a report's answer, as `sheet-plans` names them. */
export function workbookOf(report: ComputedReport | 'activity', answer: Cells, locale: Locale): Workbook {
  const plans = report === 'activity' ? ACTIVITY_COLUMNS : COLUMNS[report];
  return {
    title: plans[0]?.name ?? { en: report },
    facts: factsOf(answer),
    sheets: plans.map((plan) => sheetOf(plan, answer, locale)),
  };
}

function sheetOf({ name, from, columns, chart }: SheetPlan, answer: Cells, locale: Locale): Sheet {
  const rows = (from === null ? [answer] : (answer[from] as readonly Cells[])) ?? [];
  return {
    name,
    columns: columns.map(({ title, kind }) => ({ title, kind })),
    rows: rows.map((row) => columns.map((column) => cellOf(row, column, locale))),
    chart,
  };
}

/** The value at a dotted path. */
function cellOf(row: Cells, { path }: ColumnPlan, locale: Locale): SheetCell {
  let value: unknown = row;
  for (const part of path.split('.')) value = typeof value === 'object' && value !== null ? (value as Cells)[part] : null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.join(' → ');
  if (typeof value === 'object' && value !== null && 'en' in value) return inLocale(value as Text, locale);
  return null;
}

const FACTS: readonly (readonly [string, Text])[] = [
  ['asOf', { en: 'As of', 'zh-CN': '截至' }],
  ['zone', { en: 'Time zone', 'zh-CN': '时区' }],
  ['from', { en: 'From', 'zh-CN': '开始' }],
  ['to', { en: 'To', 'zh-CN': '结束' }],
  ['pipeline', { en: 'Pipeline', 'zh-CN': '流程' }],
  ['filter', { en: 'Filter', 'zh-CN': '筛选' }],
  ['currency', { en: 'Currency', 'zh-CN': '币种' }],
];

const factsOf = (answer: Cells): Workbook['facts'] =>
  FACTS.flatMap(([key, name]) => (typeof answer[key] === 'string' && answer[key] !== '' ? [{ name, value: answer[key] }] : []));

/** A saved report as a table; choices and records by their names. */
export function tableWorkbook(name: string, { columns, rows, asOf, zone, object, pipeline }: TableResult, chart: string, locale: Locale): Workbook {
  const groups = columns.filter(({ kind }) => kind === 'group').length;
  const hasMoney = columns.some(({ isMoney }) => isMoney);
  const title = { en: name };
  const drawn =
    chart === 'table' || chart === 'number' || groups === 0 ? null : chart === 'line' || chart === 'area' ? 'line' : chart === 'bar' ? 'bar' : 'column';
  const measures = columns.flatMap(({ kind }, i) => (kind === 'measure' ? [i] : []));
  return {
    title,
    facts: factsOf({ asOf, zone, object, pipeline }),
    sheets: [
      {
        name: { en: name },
        columns: [
          ...columns.map(({ title: own, kind, isMoney }) => ({
            title: own,
            kind: kind === 'group' ? ('text' as const) : isMoney ? ('money' as const) : ('number' as const),
          })),
          ...(hasMoney ? [{ title: { en: 'Currency', 'zh-CN': '币种' }, kind: 'text' as const }] : []),
        ],
        rows: rows.map(({ group, names, values, currency }) => [
          ...columns.map(({ key, kind }): SheetCell => {
            if (kind === 'measure') return values[key] ?? null;
            const value = group[key] ?? null;
            const name = names[key];
            if (name !== undefined) return typeof name === 'string' ? name : inLocale(name, locale);
            return value === null ? EMPTY[locale] : typeof value === 'object' ? JSON.stringify(value) : String(value);
          }),
          ...(hasMoney ? [currency ?? null] : []),
        ]),
        chart: drawn === null ? null : { kind: drawn, names: 0, values: measures.slice(0, 2) },
      },
    ],
  };
}

const EMPTY: Readonly<Record<Locale, string>> = { en: '(empty)', 'zh-CN': '（空）' };
