import type { Statement } from './statement.js';

/**
 * $1 workspace, $2 record, $3 the one it goes to: what was found to be two with the first is two with the other as well. Before the record itself is written:
 * one that has gone already is left as it was.
 */
export const followMerged: Statement = {
  name: 'follow-merged',
  text: `
insert into distinct_pairs (workspace_id, first_id, second_id, decided_by, decided_at)
select d.workspace_id, least(o.other, $3::uuid), greatest(o.other, $3::uuid), d.decided_by, d.decided_at
from records r
join distinct_pairs d on d.workspace_id = r.workspace_id and r.id in (d.first_id, d.second_id)
cross join lateral (select case d.first_id when r.id then d.second_id else d.first_id end as other) o
where r.workspace_id = $1::uuid and r.id = $2::uuid and r.merged_into is null and o.other <> $3::uuid
on conflict do nothing`,
};
