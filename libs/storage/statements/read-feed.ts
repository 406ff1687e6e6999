import type { Statement } from './statement.js';

/**
 * $1 workspace, $2 and $3 the transaction and position read last, $4 limit. Shows a row once every transaction with a
 * lower number has ended, so that a reader who goes on after the last row never misses one that commits late.
 */
export const readFeed: Statement = {
  name: 'read-feed',
  text: `
select j.tx, j.position, j.run_id, j.seq, j.record_id, j.recorded_at, j.entry->'event' as event, j.entry->'from' as "from", j.entry->'to' as "to"
from journal j
where j.workspace_id = $1 and (j.tx, j.position) > ($2::bigint, $3::bigint)
  and j.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
order by j.tx, j.position limit $4`,
};
