import type { WorkspaceFields } from '#crm';
import type { WorkspaceId } from '#kernel';
import type { ActivityQuery, ReportReads } from '#reports';
import type { Statement } from './records-list.js';
import { selectionSql } from './records-where.js';
import { selectionOf } from './reports-journeys.js';
import { literal, SqlValues } from './sql.js';

const FORMATS = { day: 'YYYY-MM-DD', week: 'IYYY-"W"IW', month: 'YYYY-MM' } as const;

/** Counts by `who`, `period`, `kind`. */
export function activityStatement(workspace: WorkspaceId, query: ActivityQuery, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const done = doneSql(workspace, query, fields, values);
  return {
    text: `select who, to_char(at at time zone ${values.add(query.zone, 'text')}, ${literal(FORMATS[query.bucket])}) as period, kind, count(*)::int as count
      from (${done}) done group by 1, 2, 3`,
    values: values.all,
  };
}

/** Ids of the records behind one number; the last touched first. */
export function activityRecordsStatement(
  workspace: WorkspaceId,
  query: ActivityQuery,
  pick: Parameters<ReportReads['activityRecords']>[2],
  fields: WorkspaceFields,
): Statement {
  const values = new SqlValues();
  const done = doneSql(workspace, query, fields, values);
  const conditions = [
    ...(pick.who === null ? [] : [pick.who === '' ? 'who is null' : `who = ${values.add(pick.who, 'text')}`]),
    ...(pick.kind === null ? [] : [`kind = ${values.add(pick.kind, 'text')}`]),
    ...(pick.period === null
      ? []
      : [`to_char(at at time zone ${values.add(query.zone, 'text')}, ${literal(FORMATS[query.bucket])}) = ${values.add(pick.period, 'text')}`]),
  ];
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  return { text: `select id from (${done}) done${where} group by id order by max(at) desc, id`, values: values.all };
}

/** Everything that was done in the time: `id` of the record, `at`, `kind`, `who`. A person who did it, else whoever the record belongs to. */
function doneSql(workspace: WorkspaceId, query: ActivityQuery, fields: WorkspaceFields, values: SqlValues): string {
  const own = values.add(workspace, 'uuid');
  const [from, to] = [query.fromMs, query.toMs].map((at) => `to_timestamp(${values.add(at / 1000, 'float8')})`);
  const within = (moment: string): string => `${moment} >= ${from} and ${moment} < ${to}`;
  const belongs = `coalesce(${['r.owner_id', ...query.owners.map((field) => `nullif(r.fields->>${literal(field)}, '')`)].join(', ')})`;
  const records = recordsSql(workspace, query, fields, values);
  const by = (actor: string): string => `case when ${actor}->>'kind' = 'person' then ${actor}->>'id' else ${belongs} end`;
  const journal = `journal j join (${records}) r on r.id = j.record_id${query.pipeline === null ? '' : ` join runs jr on jr.workspace_id = j.workspace_id and jr.id = j.run_id and jr.pipeline = ${values.add(query.pipeline, 'text')}`}
      where j.workspace_id = ${own} and ${within('j.occurred_at')}`;
  return [
    `select r.id, n.at, 'notes' as kind, ${by('n.actor')} as who from notes n join (${records}) r on r.id = n.record_id where n.workspace_id = ${own} and ${within('n.at')}`,
    `select r.id, t.closed_at as at, 'tasks' as kind, coalesce(t.assignee->>'person', ${belongs}) as who from tasks t join (${records}) r on r.id = t.record_id
      where t.workspace_id = ${own} and t.status = 'done' and t.answer is distinct from 'withdrawn' and ${within('t.closed_at')}`,
    `select r.id, j.occurred_at as at, 'moves' as kind, ${by(`j.entry->'actor'`)} as who from ${journal} and j.entry->'event'->>'kind' = 'sent' and j.entry->'from' is distinct from j.entry->'to'`,
    `select r.id, j.occurred_at as at, 'mails' as kind, ${by(`j.entry->'actor'`)} as who from ${journal} and jsonb_path_exists(j.entry->'effects', '$[*] ? (@.kind == "step" && @.step == "email.send")')`,
  ].join(' union all ');
}

function recordsSql(workspace: WorkspaceId, query: ActivityQuery, fields: WorkspaceFields, values: SqlValues): string {
  if (query.object === null)
    return `select r.id, r.owner_id, r.fields from records r where r.workspace_id = ${values.add(workspace, 'uuid')} and r.deleted_at is null`;
  const { from, where } = selectionSql(workspace, selectionOf(fields, query.object, query.filter, query.pipeline), [], values);
  return `select r.id, r.owner_id, r.fields from ${from} where ${where}`;
}
