import type { Statement } from './statement.js';

/** $1 workspace, $2 task ids, $3 runs all of whose tasks are wanted. */
export const loadTasks: Statement = {
  name: 'load-tasks',
  text: `
select t.* from (
  select unnest($2::text[]) as id
  union select o.id from unnest($3::uuid[]) as k (run)
    cross join lateral (select o.id from tasks o where o.workspace_id = $1 and o.run_id = k.run offset 0) o
) k
cross join lateral (
  select t.id, t.record_id, t.run_id, t.title, t.due, t.assignee, t.approval, t.status, t.answer, t.created_at, t.closed_at, t.origin
  from tasks t where t.workspace_id = $1 and t.id = k.id offset 0
) t`,
};
