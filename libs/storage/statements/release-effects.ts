import type { Statement } from './statement.js';

/** $1 workspaces, $2 effect ids, $3 epochs: free to claim again, the attempt not counted. */
export const releaseEffects: Statement = {
  name: 'release-effects',
  text: `
with mine as (
  select e.workspace_id, e.id
  from unnest($1::uuid[], $2::text[], $3::int[]) as h (workspace_id, id, epoch)
  join effects e on e.workspace_id = h.workspace_id and e.id = h.id and e.epoch = h.epoch and e.status = 'claimed'
  order by e.workspace_id, e.id
  for update of e skip locked
)
update effects e set status = 'waiting', attempt = e.attempt - 1, ready_at = e.due, lease_until = null, worker = null, updated_at = now()
from mine m where e.workspace_id = m.workspace_id and e.id = m.id`,
};
