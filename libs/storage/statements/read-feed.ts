import type { Statement } from './statement.js';

/** $1 workspace, $2 the position read last, $3 the position up to which everything is settled, $4 limit. */
export const readFeed: Statement = {
  name: 'read-feed',
  text: `
select * from (
  (select j.position, j.record_id, j.recorded_at, j.run_id, j.seq, j.entry->'event' as event, j.entry->'from' as "from", j.entry->'to' as "to", null as what, null as names
    from journal j where j.workspace_id = $1 and j.position > $2::bigint and j.position <= $3::bigint order by j.position limit $4)
  union all
  (select e.position, e.record_id, e.recorded_at, null, null, null, null, null, e.what, array(select jsonb_object_keys(e.changes))
    from record_edits e where e.workspace_id = $1 and e.position > $2::bigint and e.position <= $3::bigint order by e.position limit $4)
) told order by position limit $4`,
};
