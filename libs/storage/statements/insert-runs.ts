import { runFields } from './run-fields.js';
import type { Statement } from './statement.js';

/** $1 workspace, $2 new runs as JSON. */
export const insertRuns: Statement = {
  name: 'insert-runs',
  text: `
insert into runs (workspace_id, id, record_id, pipeline, version, rules_revision, seq, status, stage, outcome, configuration, snapshot, before, started_at, ended_at, updated_at, origin)
select $1::uuid, g.id, g.record_id, g.pipeline, g.version, g.rules_revision, g.seq,
  case when g.ended_at is null then 'active' else 'done' end, g.stage, g.outcome, g.configuration, g.snapshot, g.before,
  g.started_at, g.ended_at, g.updated_at, g.origin
from json_to_recordset($2::json) as g (${runFields})`,
};
