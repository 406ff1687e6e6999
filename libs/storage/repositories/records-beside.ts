import { CORE_OBJECTS, type PlannedWork } from '#crm';
import type { Instant, JsonObject, RecordId, WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

const NAMED = `select id::text, object, fields from records where workspace_id = $1::uuid and id = any($2::uuid[])
  union all select p.id::text, null, jsonb_build_object('name', p.name) from members m join people p on p.id = m.person_id
    where m.workspace_id = $1::uuid and m.person_id = any($2::uuid[])`;

/** Names of records (by their object's name field) and of people who are or were members. */
export async function namesOf(sql: Sql, workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; object: string | null; fields: JsonObject }>(NAMED, [workspace, ids]);
  return new Map(
    rows.flatMap(({ id, object, fields }) => {
      const name = fields[CORE_OBJECTS.get(object ?? '')?.nameField ?? 'name'];
      return typeof name === 'string' ? [[id, name] as const] : [];
    }),
  );
}

// What a run does by itself does not count as activity: its own timers, results of its steps, new rules, a new version.
const WORK = `select asked.id as record_id, task.id, task.title, task.due, active.at as active_at
  from unnest($2::uuid[]) as asked (id)
  left join lateral (select t.id, t.title, t.due from tasks t where t.workspace_id = $1::uuid and t.record_id = asked.id and t.status = 'open'
    order by t.due asc nulls last, t.id limit 1) task on true
  left join lateral (select j.occurred_at as at from journal j where j.workspace_id = $1::uuid and j.record_id = asked.id
    and j.entry->'event'->>'kind' in ('started', 'sent', 'changed', 'touched', 'undone', 'reopened')
    order by j.occurred_at desc limit 1) active on true`;

/** For each record the open task due first and the last event from outside. */
export async function workOf(sql: Sql, workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PlannedWork>> {
  if (records.length === 0) return new Map();
  const rows = await sql<{ record_id: RecordId; id: string | null; title: string; due: Instant | null; active_at: Instant | null }>(WORK, [workspace, records]);
  return new Map(
    rows.map(({ record_id: record, id, title, due, active_at: activeAt }) => [record, { nextTask: id === null ? null : { id, title, due }, activeAt }]),
  );
}
