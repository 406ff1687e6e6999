import type { WorkspaceId } from '#kernel';
import type { Column, Condition, Selection } from '#crm';
import { columnSql, fieldSql, isStored, valueType, viaAlias } from './records-columns.js';
import { likeText, literal, type SqlValues } from './sql.js';

/** `from ... where ...` of a selection: records `r`, the newest `run` in the pipeline, and the referenced records. */
export function selectionSql(
  workspace: WorkspaceId,
  selection: Selection,
  used: readonly Column[],
  values: SqlValues,
): { readonly from: string; readonly where: string } {
  const columns = [...used, ...selection.filter.map((condition) => condition.column)];
  const joins = [...runJoin(workspace, selection, columns, values), ...viaJoins(columns)];
  const where = [
    `r.workspace_id = ${values.add(workspace, 'uuid')}`,
    // A literal, so that indexes of one object (`where object = 'deal'`) apply.
    `r.object = ${literal(selection.object)}`,
    selection.deleted === 'only' ? 'r.deleted_at is not null' : 'r.deleted_at is null',
    ...selection.filter.map((condition) => conditionSql(condition, values)),
    ...searchSql(selection, values),
  ];
  return { from: `records r ${joins.join(' ')}`, where: where.join(' and ') };
}

function runJoin(workspace: WorkspaceId, selection: Selection, columns: readonly Column[], values: SqlValues): readonly string[] {
  const asks = columns.some((column) => column.kind === 'run');
  const { pipeline: named } = selection;
  if (!asks && !named?.narrows) return [];
  const pipeline = named === null ? '' : ` and x.pipeline = ${values.add(named.key, 'text')}`;
  // The newest run, said so that the planner may begin with the runs where a condition on them leaves few.
  const newest = `(select x.workspace_id, x.record_id, x.stage, x.configuration, x.outcome, x.status, x.started_at, x.ended_at from runs x
    where x.workspace_id = ${values.add(workspace, 'uuid')}${pipeline} and not exists (select 1 from runs y where y.workspace_id = x.workspace_id
      and y.record_id = x.record_id${named === null ? '' : ' and y.pipeline = x.pipeline'} and (y.started_at, y.id) > (x.started_at, x.id)))`;
  return [`${named?.narrows ? 'join' : 'left join'} ${newest} run on run.workspace_id = r.workspace_id and run.record_id = r.id`];
}

function viaJoins(columns: readonly Column[]): readonly string[] {
  const references = new Set(columns.flatMap((column) => (column.kind === 'via' ? [column.reference] : [])));
  return [...references].map((reference) => {
    const id = `r.fields->>${literal(reference)}`;
    const alias = viaAlias(reference);
    return `left join records ${alias} on ${alias}.workspace_id = r.workspace_id and ${alias}.deleted_at is null
      and ${alias}.id = (case when ${id} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${id})::uuid end)`;
  });
}

function searchSql(selection: Selection, values: SqlValues): readonly string[] {
  if (!selection.search || selection.search.words.length === 0) return [];
  const parts = [...selection.search.fields.map((field) => fieldSql('r', field, 'text')), 'r.external_key'];
  const text = `concat_ws(' ', ${parts.join(', ')})`;
  return selection.search.words.map((word) => `${text} ilike ${values.add(`%${likeText(word)}%`, 'text')}`);
}

/** One condition as SQL; unfilled values fulfil only `empty` and `none-of`. */
export function conditionSql({ column, comparison, values: wanted }: Condition, values: SqlValues): string {
  const left = columnSql(column);
  if (column.type === 'list') return listSql(column, left, comparison, wanted.map(String), values);
  const type = valueType(column);
  switch (comparison) {
    case 'empty':
      return column.type === 'json' ? `coalesce(${left}, 'null') = 'null'` : `${left} is null`;
    case 'filled':
      return column.type === 'json' ? `coalesce(${left}, 'null') <> 'null'` : `${left} is not null`;
    case 'one-of':
      return wanted.length === 1 ? `${left} = ${values.add(wanted[0], type)}` : `${left} = any(${values.add(wanted, `${type}[]`)})`;
    case 'none-of':
      return `coalesce(${left} <> all(${values.add(wanted, `${type}[]`)}), true)`;
    case 'contains':
      return `${left} ilike ${values.add(`%${likeText(String(wanted[0]))}%`, 'text')}`;
    default:
      return `${left} ${SIGNS[comparison]} ${values.add(wanted[0], type)}`;
  }
}

const SIGNS = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' } as const;

function listSql(column: Column, left: string, comparison: Condition['comparison'], wanted: readonly string[], values: SqlValues): string {
  const some = isStored(column)
    ? () => `${left} && ${values.add(wanted, 'text[]')}`
    : () => `coalesce(jsonb_typeof(${left}) = 'array' and ${left} ?| ${values.add(wanted, 'text[]')}, false)`;
  const filled = isStored(column) ? `coalesce(cardinality(${left}), 0) > 0` : `coalesce(jsonb_typeof(${left}) = 'array' and ${left} <> '[]', false)`;
  switch (comparison) {
    case 'empty':
      return `not (${filled})`;
    case 'filled':
      return filled;
    case 'none-of':
      return `not coalesce(${some()}, false)`;
    default:
      return some();
  }
}
