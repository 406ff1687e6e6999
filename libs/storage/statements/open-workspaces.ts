/**
 * The workspaces that have open effects, found by hopping through the index, one probe a workspace. To stand behind
 * `with recursive`.
 */
export const openWorkspaces = `open (workspace_id) as (
  (select workspace_id from effects where ready_at is not null order by workspace_id limit 1)
  union all
  select (select n.workspace_id from effects n where n.ready_at is not null and n.workspace_id > open.workspace_id order by n.workspace_id limit 1)
  from open where open.workspace_id is not null
)`;
