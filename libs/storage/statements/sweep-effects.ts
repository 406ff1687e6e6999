import { openWorkspaces } from './open-workspaces.js';
import type { Statement } from './statement.js';

/** $1 limit: how much is due now, and when the next is. */
export const sweepEffects: Statement = {
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
