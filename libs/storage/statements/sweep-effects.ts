import { kindOf, openLanes } from './open-lanes.js';
import type { Statement } from './statement.js';

/** Rows that one sweep names at most, over all workspaces. */
const NAMED = 1_000;

/** $1 limit of a workspace and kind: what is due now, when the next is, and the time. */
export const sweepEffects: Statement = {
  name: 'sweep-effects',
  text: `
with recursive ${openLanes}, due as (
  select l.workspace_id, l.kind, d.id, row_number() over (partition by l.workspace_id, l.kind order by d.ready_at, d.id) as turn
  from lanes l cross join lateral (
    select c.id, c.ready_at from effects c
    where c.workspace_id = l.workspace_id and ${kindOf('c')} = l.kind and c.ready_at <= now() order by c.ready_at limit $1::int
  ) d
)
select
  coalesce(
    (select json_agg(json_build_object('workspace', f.workspace_id, 'effect', f.id, 'kind', f.kind) order by f.turn)
     from (select * from due order by turn limit ${NAMED}) f),
    '[]') as due,
  (select min(d.ready_at) from lanes l cross join lateral (
    select c.ready_at from effects c where c.workspace_id = l.workspace_id and ${kindOf('c')} = l.kind and c.ready_at > now() order by c.ready_at limit 1
  ) d) as next_due,
  now() as now`,
};
