import type { FieldKind } from '#pipeline';
import { type Column, columnTypeOf, type ColumnType } from '#crm';
import { literal } from './sql.js';

/**
 * The SQL expression of a field of `alias.fields`. Expression indexes are built from the same function, so that a
 * query's text and its index's always agree. Values of another type than the field's count as unfilled.
 */
export function fieldSql(alias: string, name: string, type: ColumnType): string {
  const key = literal(name);
  switch (type) {
    case 'number':
      return `(case jsonb_typeof(${alias}.fields->${key}) when 'number' then (${alias}.fields->>${key})::numeric end)`;
    case 'boolean':
      return `(case jsonb_typeof(${alias}.fields->${key}) when 'boolean' then (${alias}.fields->>${key})::boolean end)`;
    case 'list':
    case 'json':
      return `(${alias}.fields->${key})`;
    case 'date':
    case 'instant':
      // Fixed-width ISO text: text order is time order.
      return `((${alias}.fields->>${key}) collate "C")`;
    default:
      return `(${alias}.fields->>${key})`;
  }
}

export const fieldKindSql = (alias: string, name: string, kind: FieldKind): string => fieldSql(alias, name, columnTypeOf(kind));

const OWN = {
  id: 'r.id',
  ownerId: 'r.owner_id',
  externalKey: 'r.external_key',
  origin: 'r.origin',
  tags: 'r.tags',
  createdAt: 'r.created_at',
  updatedAt: 'r.updated_at',
} as const;
const RUN = {
  stage: 'run.stage',
  state: 'run.configuration',
  outcome: 'run.outcome',
  open: `(run.status = 'active')`,
  startedAt: 'run.started_at',
  endedAt: 'run.ended_at',
  cycleDays: '(extract(epoch from run.ended_at - run.started_at) / 86400)',
} as const;

/** The expression of a column in a query over `records r`, its `run`, and one `via_<reference>` a reference. */
export function columnSql(column: Column): string {
  switch (column.kind) {
    case 'own':
      return OWN[column.name];
    case 'run':
      return RUN[column.name];
    case 'field':
      return fieldSql('r', column.name, column.type);
    case 'via':
      return fieldSql(viaAlias(column.reference), column.name, column.type);
  }
}

export const viaAlias = (reference: string): string => `"via_${reference.replaceAll('"', '""')}"`;

/** How a parameter compared with the column is cast. */
export function valueType(column: Column): string {
  if (column.type === 'number') return 'numeric';
  if (column.type === 'boolean') return 'boolean';
  if (column.type === 'instant') return isStored(column) ? 'timestamptz' : 'text';
  if (column.kind === 'own' && column.name === 'id') return 'uuid';
  return 'text';
}

/** True for the table's own columns, which hold real SQL types (`timestamptz`, `text[]`) rather than JSON. */
export const isStored = (column: Column): boolean => column.kind === 'own' || column.kind === 'run';
