import type { Statement } from './statement.js';

/**
 * $1 workspaces, $2 effect ids, $3 epochs, $4 lease in ms. Answers the ids that are lost. A row that a batch holds
 * just now is neither renewed nor lost.
 */
export const renewLeases: Statement = {
  name: 'renew-leases',
  text: `
with held as (
  select * from unnest($1::uuid[], $2::text[], $3::int[]) as h (workspace_id, id, epoch)
), mine as (
  select h.workspace_id, h.id from (select * from held order by workspace_id, id) h
  cross join lateral (
    select 1 from effects e where e.workspace_id = h.workspace_id and e.id = h.id and e.epoch = h.epoch and e.status = 'claimed'
    for update skip locked
  ) e
), renewed as (
  update effects e set lease_until = now() + $4::int * interval '1 millisecond', ready_at = now() + $4::int * interval '1 millisecond'
  from mine m
  where e.workspace_id = any ($1::uuid[]) and e.id = any ($2::text[]) and e.workspace_id = m.workspace_id and e.id = m.id
)
select h.id from held h
where not exists (
  select 1 from effects e where e.workspace_id = h.workspace_id and e.id = h.id and e.epoch = h.epoch and e.status = 'claimed' offset 0
)`,
};
