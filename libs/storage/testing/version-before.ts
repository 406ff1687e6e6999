import type { Statement } from '../statements/statement.js';

/**
 * What the engine of the first schema sends and today's no longer does, word for word, so that a test can be that
 * engine beside today's. The other statements of both are the same.
 */
const openWorkspaces = `open (workspace_id) as (
  (select workspace_id from effects where ready_at is not null order by workspace_id limit 1)
  union all
  select (select n.workspace_id from effects n where n.ready_at is not null and n.workspace_id > open.workspace_id order by n.workspace_id limit 1)
  from open where open.workspace_id is not null
)`;

/** $1 worker, $2 limit, $3 lease in ms, $4 kinds (`{t}` timers, `{f}` others, or both). */
export const claimEffectsBefore: Statement = {
  name: 'claim-effects',
  text: `
with recursive ${openWorkspaces}, ranked as (
  select o.workspace_id, d.id, row_number() over (partition by o.workspace_id order by d.ready_at, d.id) as turn, d.ready_at
  from open o
  cross join unnest($4::boolean[]) as k (is_timer)
  cross join lateral (
    select c.id, c.ready_at from effects c
    where c.workspace_id = o.workspace_id and c.is_timer = k.is_timer and c.ready_at <= now()
    order by c.ready_at limit $2::int * 3
  ) d
  where o.workspace_id is not null
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
  returning e.id, e.run_id, e.record_id, e.effect, e.status, e.due, e.attempt, e.epoch, e.history, e.workspace_id, e.lease_until, l.expired, l.turn,
    greatest(0, floor(extract(epoch from now() - e.due) * 1000))::float8 as late_by_ms
)
select * from claimed order by turn, due, id`,
};

/** $1 limit: how much is due now, and when the next is. */
export const sweepEffectsBefore: Statement = {
  name: 'sweep-effects',
  text: `
with recursive ${openWorkspaces}, lanes as (
  select o.workspace_id, k.is_timer from open o cross join (values (true), (false)) as k (is_timer) where o.workspace_id is not null
)
select
  (select least(coalesce(sum(d.n), 0), $1::int)::int from lanes l cross join lateral (
    select count(*) as n from (
      select 1 from effects e where e.workspace_id = l.workspace_id and e.is_timer = l.is_timer and e.ready_at <= now() limit $1::int
    ) first) d) as due,
  (select min(d.ready_at) from lanes l cross join lateral (
    select e.ready_at from effects e where e.workspace_id = l.workspace_id and e.is_timer = l.is_timer and e.ready_at > now() order by e.ready_at limit 1
  ) d) as next_due,
  now() as now`,
};
