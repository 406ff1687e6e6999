import type { Statement } from './statement.js';

/** $1 workspace, $2 edits of records as JSON, in order. The feed is told before positions are taken. */
export const insertEdits: Statement = {
  name: 'insert-edits',
  text: `
with announced as materialized (select announce_journal())
insert into record_edits (workspace_id, record_id, what, changes, actor, at, origin)
select $1::uuid, g.record_id, g.what, g.changes, g.actor, g.at, g.origin
from announced cross join json_to_recordset($2::json) as g (record_id uuid, what text, changes jsonb, actor jsonb, at timestamptz, origin text)`,
};
