import type { Statement } from './statement.js';

/** $1 workspace, $2 notes as JSON. */
export const insertNotes: Statement = {
  name: 'insert-notes',
  text: `
insert into notes (workspace_id, id, record_id, run_id, text, actor, at, origin)
select $1::uuid, g.* from json_to_recordset($2::json) as g (id text, record_id uuid, run_id uuid, text text, actor jsonb, at timestamptz, origin text)`,
};
