import type { Statement } from './statement.js';

/** $1 workspace, $2 notifications as JSON. One to the owner of a record names the person who owns it now, if anybody does. */
export const insertNotifications: Statement = {
  name: 'insert-notifications',
  text: `
insert into notifications (workspace_id, id, record_id, recipient, text, at)
select $1::uuid, g.id, g.record_id,
  case when g.recipient->>'owner' = 'true' and r.owner_id is not null then g.recipient || jsonb_build_object('person', r.owner_id) else g.recipient end,
  g.text, g.at
from json_to_recordset($2::json) as g (id text, record_id uuid, recipient jsonb, text text, at timestamptz)
left join records r on r.workspace_id = $1::uuid and r.id = g.record_id`,
};
