import type { Statement } from './statement.js';

/** $1 workspace, $2 task ids, $3 when: tasks that are still open are closed without an answer. */
export const closeTasks: Statement = {
  name: 'close-tasks',
  text: `
update tasks t set status = 'done', closed_at = g.closed_at
from unnest($2::text[], $3::timestamptz[]) as g (id, closed_at)
where t.workspace_id = $1 and t.id = any ($2::text[]) and t.id = g.id and t.status = 'open'`,
};
