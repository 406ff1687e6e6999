import type { Statement } from './statement.js';

/** $1 workspace, $2 incidents as JSON: opened, or changed by whoever resolves them. */
export const writeIncidents: Statement = {
  name: 'write-incidents',
  text: `
insert into incidents (workspace_id, id, run_id, record_id, effect_id, step, input, reason, status, opened_at, resolved_at)
select $1::uuid, g.id, g.run_id, g.record_id, g.effect_id, g.step, g.input, g.reason, g.status, g.opened_at,
  case when g.status = 'resolved' then clock_timestamp() end
from json_to_recordset($2::json) as g (id text, run_id uuid, record_id uuid, effect_id text, step text, input jsonb, reason text, status text, opened_at timestamptz)
on conflict (workspace_id, id) do update set
  input = excluded.input, reason = excluded.reason, status = excluded.status, resolved_at = excluded.resolved_at`,
};
