import type { Statement } from './statement.js';

/** $1 workspace, $2 the position read last, $3 the position up to which everything is settled, $4 limit. */
export const readFeed: Statement = {
  name: 'read-feed',
  text: `
select j.position, j.run_id, j.seq, j.record_id, j.recorded_at, j.entry->'event' as event, j.entry->'from' as "from", j.entry->'to' as "to"
from journal j
where j.workspace_id = $1 and j.position > $2::bigint and j.position <= $3::bigint
order by j.position limit $4`,
};
