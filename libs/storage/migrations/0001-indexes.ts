/**
 * Indexes beside the primary keys: each names the question it answers. `where X is not null` on a column that is never
 * null keeps an index out of plans that look rows up by id alone: without statistics (a new database) the planner takes
 * any index that begins with the workspace for as good as the primary key.
 */
export const indexes = [
  // lists of an object, newest change first: the default order of every list
  `create index records_by_change on records (workspace_id, object, updated_at desc, id) where deleted_at is null`,
  `create index records_by_creation on records (workspace_id, object, created_at desc, id) where deleted_at is null`,
  `create index records_by_owner on records (workspace_id, object, owner_id, updated_at desc, id) where deleted_at is null and owner_id is not null`,
  `create index records_by_tag on records using gin (tags) where tags <> '{}'`,
  // one record for an id of another system, also when that record is deleted
  `create unique index records_external_key on records (workspace_id, object, external_key) where external_key is not null`,
  `create index records_by_origin on records (workspace_id, origin) where origin is not null`,
  // at most one open run a record and pipeline
  `create unique index runs_open on runs (workspace_id, record_id, pipeline) where status = 'active'`,
  `create index runs_by_record on runs (workspace_id, record_id) where record_id is not null`,
  // boards, and rules that fan out over the open runs of a pipeline
  `create index runs_by_stage on runs (workspace_id, pipeline, stage, id) where status = 'active' and pipeline is not null`,
  `create index runs_ended on runs (workspace_id, pipeline, outcome, ended_at) where status = 'done'`,
  `create index runs_by_origin on runs (workspace_id, origin) where origin is not null`,
  // the live feed
  `create index journal_feed on journal (workspace_id, position) where position is not null`,
  `create index journal_by_record on journal (workspace_id, record_id, occurred_at) where record_id is not null`,
  // claiming work; small, because finished work has no ready_at
  `create index effects_ready on effects (workspace_id, is_timer, ready_at) where ready_at is not null`,
  `create index effects_by_run on effects (workspace_id, run_id) where run_id is not null`,
  `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
  `create index tasks_by_run on tasks (workspace_id, run_id) where run_id is not null`,
  `create index tasks_by_record on tasks (workspace_id, record_id) where record_id is not null`,
  `create index tasks_open on tasks (workspace_id, due, id) where status = 'open'`,
  `create index notes_by_record on notes (workspace_id, record_id, at)`,
  `create index notifications_by_time on notifications (workspace_id, at desc)`,
  `create index notifications_by_record on notifications (workspace_id, record_id)`,
  `create index incidents_open on incidents (workspace_id, opened_at) where status = 'open'`,
  `create index incidents_by_effect on incidents (workspace_id, effect_id) where status = 'open'`,
  `create index incidents_by_run on incidents (workspace_id, run_id) where run_id is not null`,
  `create index refusals_by_record on refusals (workspace_id, record_id, at)`,
  `create index refusals_by_age on refusals (at)`,
  `create index schedules_due on schedules (due)`,
  `create index imports_by_time on imports (workspace_id, started_at desc)`,
  `create index members_by_person on members (person_id)`,
  `create index sessions_by_person on sessions (person_id)`,
  `create index login_attempts_by_subject on login_attempts (subject, at)`,
  // effects change often: keep dead rows few
  `alter table effects set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000)`,
] as const;
