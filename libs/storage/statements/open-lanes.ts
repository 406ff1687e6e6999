/** The kind of work that a row of `effects` is; an index holds it, so it must be spelled like this everywhere. */
export const kindOf = (alias: string): string => `(coalesce(${alias}.effect->>'step', ${alias}.effect->>'kind'))`;

/**
 * The workspaces and kinds that have open effects, found by hopping through the index, one probe each. To stand behind
 * `with recursive`.
 */
export const openLanes = `lanes (workspace_id, kind) as (
  (select f.workspace_id, ${kindOf('f')} from effects f where f.ready_at is not null order by f.workspace_id, ${kindOf('f')} limit 1)
  union all
  select n.workspace_id, n.kind from lanes cross join lateral (
    select n.workspace_id, ${kindOf('n')} as kind from effects n
    where n.ready_at is not null and (n.workspace_id, ${kindOf('n')}) > (lanes.workspace_id, lanes.kind)
    order by n.workspace_id, ${kindOf('n')} limit 1
  ) n
)`;
