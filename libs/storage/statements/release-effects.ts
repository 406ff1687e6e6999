import type { Statement } from './statement.js';

/** $1 workspaces, $2 effect ids, $3 epochs: free to claim again, the attempt not counted. */
export const releaseEffects: Statement = {
  name: 'release-effects',
  text: `
with mine as (
  select h.workspace_id, h.id
  from (select * from unnest($1::uuid[], $2::text[], $3::int[]) as u (workspace_id, id, epoch) order by 1, 2) h
  cross join lateral (
    select 1 from effects e where e.workspace_id = h.workspace_id and e.id = h.id and e.epoch = h.epoch and e.status = 'claimed'
    for update skip locked
  ) e
)
update effects e set status = 'waiting', attempt = e.attempt - 1, ready_at = e.due, lease_until = null, worker = null, updated_at = now()
from mine m
where e.workspace_id = any ($1::uuid[]) and e.id = any ($2::text[]) and e.workspace_id = m.workspace_id and e.id = m.id`,
};
