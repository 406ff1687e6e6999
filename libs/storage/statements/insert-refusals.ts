import type { Statement } from './statement.js';

/** $1 workspace, $2 refusals as JSON. */
export const insertRefusals: Statement = {
  name: 'insert-refusals',
  text: `
insert into refusals (workspace_id, id, run_id, record_id, event, actor, at, reasons)
select $1::uuid, g.* from json_to_recordset($2::json) as g (id text, run_id uuid, record_id uuid, event text, actor jsonb, at timestamptz, reasons jsonb)`,
};
