import { effectColumns } from './batch-ids.js';
import { kindOf, openLanes } from './open-lanes.js';
import type { Statement } from './statement.js';

/**
 * $1 worker, $2 limit, $3 lease in ms, $4 kinds, $5 whether exactly these kinds or all others. One of each workspace in
 * turn, the longest due first; rows that another worker holds are passed over.
 */
export const claimEffects: Statement = {
  name: 'claim-effects',
  text: `
with recursive ${openLanes}, ranked as (
  select l.workspace_id, d.id, row_number() over (partition by l.workspace_id order by d.ready_at, d.id) as turn, d.ready_at
  from lanes l
  cross join lateral (
    select c.id, c.ready_at from effects c
    where c.workspace_id = l.workspace_id and ${kindOf('c')} = l.kind and c.ready_at <= now()
    order by c.ready_at limit $2::int * 3
  ) d
  where (l.kind = any ($4::text[])) = $5::boolean
), locked as (
  select f.workspace_id, f.id, e.expired, f.turn
  from (select * from ranked order by turn, ready_at limit $2::int * 3) f
  cross join lateral (
    select e.status = 'claimed' as expired from effects e
    where e.workspace_id = f.workspace_id and e.id = f.id and e.ready_at <= now()
    for update skip locked
  ) e
  limit $2::int
), claimed as (
  update effects e set
    status = 'claimed', attempt = e.attempt + 1, epoch = e.epoch + 1, worker = $1, updated_at = now(),
    lease_until = now() + $3::int * interval '1 millisecond', ready_at = now() + $3::int * interval '1 millisecond'
  from locked l
  where e.workspace_id = any (array(select workspace_id from locked)) and e.id = any (array(select id from locked))
    and e.workspace_id = l.workspace_id and e.id = l.id
  returning ${effectColumns}, e.workspace_id, e.lease_until, l.expired, l.turn,
    greatest(0, floor(extract(epoch from now() - e.due) * 1000))::float8 as late_by_ms
)
select * from claimed order by turn, due, id`,
};
