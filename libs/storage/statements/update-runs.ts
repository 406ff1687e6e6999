import { runFields } from './run-fields.js';
import type { Statement } from './statement.js';

/** $1 workspace, $2 runs as JSON: every one must still be at its expected seq. */
export const updateRuns: Statement = {
  name: 'update-runs',
  text: `
with given as (
  select * from json_to_recordset($2::json) as g (${runFields})
), written as (
  update runs r set
    version = g.version, rules_revision = g.rules_revision, seq = g.seq,
    status = case when g.ended_at is null then 'active' else 'done' end, stage = g.stage, outcome = g.outcome,
    configuration = g.configuration, snapshot = g.snapshot, before = g.before, ended_at = g.ended_at, updated_at = g.updated_at
  from given g
  where r.workspace_id = $1 and r.id = any (array(select id from given)) and r.id = g.id and r.seq = g.expected_seq
  returning 1
)
select expect_rows((select count(*) from written), (select count(*) from given), 'runs')`,
};
