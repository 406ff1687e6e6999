import type { Statement } from './statement.js';

/** $1 workspace, $2 tasks as JSON: inserted or replaced. */
export const writeTasks: Statement = {
  name: 'write-tasks',
  text: `
insert into tasks (workspace_id, id, record_id, run_id, title, due, assignee, approval, status, answer, created_at, closed_at, origin)
select $1::uuid, g.* from json_to_recordset($2::json) as g (
  id text, record_id uuid, run_id uuid, title text, due timestamptz, assignee jsonb, approval jsonb, status text,
  answer text, created_at timestamptz, closed_at timestamptz, origin text)
on conflict (workspace_id, id) do update set
  record_id = excluded.record_id, title = excluded.title, due = excluded.due, assignee = excluded.assignee, approval = excluded.approval,
  status = excluded.status, answer = excluded.answer, closed_at = excluded.closed_at`,
};
