import type { Statement } from './statement.js';

/** $1 workspace, $2 new effects as JSON. */
export const insertEffects: Statement = {
  name: 'insert-effects',
  text: `
insert into effects (workspace_id, id, run_id, record_id, is_timer, effect, status, due, ready_at, attempt, epoch, history, error, origin)
select $1::uuid, g.id, g.run_id, g.record_id, g.effect->>'kind' = 'timer', g.effect, g.status, g.due,
  case when g.status = 'waiting' then g.due end, g.attempt, g.epoch, g.history, g.error, g.origin
from json_to_recordset($2::json) as g (id text, run_id uuid, record_id uuid, effect jsonb, status text, due timestamptz, attempt int, epoch int, history boolean, error jsonb, origin text)`,
};
