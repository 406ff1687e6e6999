import type { Statement } from './statement.js';

/** $1 workspace, $2 notifications as JSON. */
export const insertNotifications: Statement = {
  name: 'insert-notifications',
  text: `
insert into notifications (workspace_id, id, record_id, recipient, text, at)
select $1::uuid, g.* from json_to_recordset($2::json) as g (id text, record_id uuid, recipient jsonb, text text, at timestamptz)`,
};
