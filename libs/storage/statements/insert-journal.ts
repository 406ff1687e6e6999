import type { Statement } from './statement.js';

/** $1 workspace, $2 journal rows as JSON, in order; a seq that is taken ends the transaction. The feed is told before positions are taken. */
export const insertJournal: Statement = {
  name: 'insert-journal',
  text: `
with announced as materialized (select announce_journal())
insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, key, occurred_at, recorded_at, origin)
select $1::uuid, g.run_id, g.seq, g.record_id, g.entry, g.personal, g.source, g.key, g.occurred_at, clock_timestamp(), g.origin
from announced cross join json_to_recordset($2::json) as g (run_id uuid, seq int, record_id uuid, entry jsonb, personal jsonb, source text, key text, occurred_at timestamptz, origin text)`,
};
