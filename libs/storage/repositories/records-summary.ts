import type { WorkspaceId } from '#kernel';
import type { Column, Group, Measure, SummaryQuery } from '#crm';
import { columnSql, isStored } from './records-columns.js';
import type { Statement } from './records-list.js';
import { selectionSql } from './records-where.js';
import { literal, SqlValues } from './sql.js';

/** One row a group: `g0 ...` the group's values, `m0 ...` the measures, `currency` when a measure is over money. */
export function summaryStatement(workspace: WorkspaceId, query: SummaryQuery): Statement {
  const values = new SqlValues();
  const used = [...query.groups.map((group) => group.column), ...query.measures.flatMap((measure) => (measure.kind === 'count' ? [] : [measure.column]))];
  const { from, where } = selectionSql(workspace, query, used, values);
  const unnests: string[] = [];
  const groups = query.groups.map((group, i) => `${groupSql(group, i, query.timeZone, unnests, values)} as g${i}`);
  const measures = query.measures.map((measure, i) => `${measureSql(measure)} as m${i}`);
  const currency = isOverMoney(query) ? [`${currencySql(query, values)} as currency`] : [];
  const keys = [...groups, ...currency];
  const numbers = keys.map((_, i) => i + 1);
  const tail = numbers.length === 0 ? '' : ` group by ${numbers.join(', ')} order by ${numbers.map((n) => `${n} nulls last`).join(', ')}`;
  const limit = values.add(query.limit + 1, 'int');
  return { text: `select ${[...keys, ...measures].join(', ')} from ${from} ${unnests.join(' ')} where ${where}${tail} limit ${limit}`, values: values.all };
}

export const isOverMoney = (query: SummaryQuery): boolean =>
  query.measures.some((measure) => measure.kind !== 'count' && (measure.column.kind === 'field' || measure.column.kind === 'via') && measure.column.money);

/** The currency of the record that holds the amount; a summary over money never adds two currencies. */
function currencySql(query: SummaryQuery, values: SqlValues): string {
  const measure = query.measures.find((m) => m.kind !== 'count' && (m.column.kind === 'field' || m.column.kind === 'via') && m.column.money);
  const alias = measure?.kind !== 'count' && measure?.column.kind === 'via' ? `"via_${measure.column.reference}"` : 'r';
  return `coalesce(nullif(${alias}.fields->>'currency', ''), ${values.add(query.currency, 'text')})`;
}

function groupSql(group: Group, n: number, timeZone: string, unnests: string[], values: SqlValues): string {
  const left = columnSql(group.column);
  if (group.column.type === 'list') {
    const items = isStored(group.column) ? `unnest(${left})` : `jsonb_array_elements_text(case jsonb_typeof(${left}) when 'array' then ${left} else '[]' end)`;
    unnests.push(`left join lateral ${items} as item${n}(value) on true`);
    return `item${n}.value`;
  }
  if (group.bucket === null) return group.column.type === 'id' ? `${left}::text` : left;
  return `to_char(${localTime(group.column, left, timeZone, values)}, ${literal(FORMATS[group.bucket])})`;
}

// `IW` with `IYYY` is the ISO week, as in 2026-W01.
const FORMATS = { day: 'YYYY-MM-DD', week: 'IYYY-"W"IW', month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' } as const;

function localTime(column: Column, left: string, timeZone: string, values: SqlValues): string {
  if (column.type === 'date') return `${left}::date`;
  const moment = isStored(column) ? left : `${left}::timestamptz`;
  return `(${moment} at time zone ${values.add(timeZone, 'text')})`;
}

function measureSql(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return 'count(*)';
    case 'sum':
      return `sum(${columnSql(measure.column)})`;
    case 'avg':
      return `avg(${columnSql(measure.column)})`;
    case 'median':
      return `percentile_cont(0.5) within group (order by ${columnSql(measure.column)})`;
  }
}
