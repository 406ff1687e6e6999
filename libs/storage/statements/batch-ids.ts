/**
 * The ids of the records of a batch. $1 workspace, $2 record ids, $3 run ids, $4 objects and $5 keys of external keys.
 * `offset 0` and `for update` in a lateral subquery make one index probe a row, whatever the planner believes of a
 * table without statistics: plans are prepared while tables are still empty.
 */
export const batchRecordIds = `
  select unnest($2::uuid[]) as id
  union select r.record_id from unnest($3::uuid[]) as k (id)
    cross join lateral (select r.record_id from runs r where r.workspace_id = $1 and r.id = k.id offset 0) r
  union select unnest(array_remove(array[r.id, r.merged_into], null)) from unnest($4::text[], $5::text[]) as k (object, key)
    cross join lateral (select r.id, r.merged_into from records r where r.workspace_id = $1 and r.object = k.object and r.external_key = k.key offset 0) r`;

export const recordColumns = `r.id, r.object, r.fields, r.owner_id, r.external_key, r.tags, r.version, r.created_at, r.updated_at, r.deleted_at, r.merged_into, r.origin`;

export const runColumns = `r.id, r.record_id, r.pipeline, r.version, r.rules_revision, r.seq, r.stage, r.snapshot, r.before, r.started_at, r.ended_at, r.updated_at, r.origin`;

export const effectColumns = `e.id, e.run_id, e.record_id, e.effect, e.status, e.due, e.attempt, e.epoch, e.history`;
