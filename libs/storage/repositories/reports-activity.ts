import type { WorkspaceFields } from '#crm';
import type { WorkspaceId } from '#kernel';
import type { ActivityQuery, ReportReads } from '#reports';
import type { Statement } from './records-list.js';
import { selectionSql } from './records-where.js';
import { selectionOf } from './reports-journeys.js';
import { literal, SqlValues } from './sql.js';

const FORMATS = { day: 'YYYY-MM-DD', week: 'IYYY-"W"IW', month: 'YYYY-MM' } as const;

/** Counts by `who`, `period`, `kind`; by day first, so that few moments are written out as periods. */
export function activityStatement(workspace: WorkspaceId, query: ActivityQuery, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const done = doneSql(workspace, query, fields, values);
  return {
    text: `select who, to_char(day, ${literal(FORMATS[query.bucket])}) as period, kind, sum(n)::int as count
      from (select who, (at at time zone ${values.add(query.zone, 'text')})::date as day, kind, count(*) as n from (${done}) done group by 1, 2, 3) days group by 1, 2, 3`,
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
  const records = `(${recordsSql(workspace, query, fields, values)}) r`;
  // Without a filter every row in the time counts: it is read once, and only what is needed of it is joined. With one, few records may be left to begin with.
  const fence = query.filter === '' ? 'offset 0' : '';
  const runs =
    query.pipeline === null ? '' : `join runs jr on jr.workspace_id = ${own} and jr.id = j.run_id and jr.pipeline = ${values.add(query.pipeline, 'text')}`;
  const journal = `(select j.record_id, j.run_id, j.occurred_at as at, ${personSql(`j.entry->'actor'`)} as person,
      j.entry->'event'->>'kind' = 'sent' and j.entry->'from' is distinct from j.entry->'to' as is_move,
      j.entry->'effects' @> '[{"kind": "step", "step": "email.send"}]' as is_mail
    from journal j where j.workspace_id = ${own} and ${within('j.occurred_at')} ${fence}) j`;
  return [
    `select r.id, n.at, 'notes' as kind, coalesce(${personSql('n.actor')}, r.belongs) as who from notes n join ${records} on r.id = n.record_id
      where n.workspace_id = ${own} and ${within('n.at')}`,
    `select r.id, t.closed_at as at, 'tasks' as kind, coalesce(t.assignee->>'person', r.belongs) as who from tasks t join ${records} on r.id = t.record_id
      where t.workspace_id = ${own} and t.status = 'done' and t.answer is distinct from 'withdrawn' and ${within('t.closed_at')}`,
    `select r.id, j.at, k.kind, coalesce(j.person, r.belongs) as who from ${journal} join ${records} on r.id = j.record_id ${runs}
      cross join lateral (select 'moves' as kind where j.is_move union all select 'mails' where j.is_mail) k`,
  ].join(' union all ');
}

const personSql = (actor: string): string => `case when ${actor}->>'kind' = 'person' then ${actor}->>'id' end`;

/** The records by `id`, with whom each belongs to. */
function recordsSql(workspace: WorkspaceId, query: ActivityQuery, fields: WorkspaceFields, values: SqlValues): string {
  const belongs = `coalesce(${['r.owner_id', ...query.owners.map((field) => `nullif(r.fields->>${literal(field)}, '')`)].join(', ')})`;
  if (query.object === null)
    return `select r.id, ${belongs} as belongs from records r where r.workspace_id = ${values.add(workspace, 'uuid')} and r.deleted_at is null`;
  const { from, where } = selectionSql(workspace, selectionOf(fields, query.object, query.filter, query.pipeline), [], values);
  return `select r.id, ${belongs} as belongs from ${from} where ${where}`;
}
