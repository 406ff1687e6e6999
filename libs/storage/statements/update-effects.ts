import type { Statement } from './statement.js';

/** $1 workspace, $2 updates as JSON. One whose epoch is not the row's any more writes nothing. */
export const updateEffects: Statement = {
  name: 'update-effects',
  text: `
with given as (
  select * from json_to_recordset($2::json) as g (id text, status text, due timestamptz, epoch int, attempt int, edited boolean, input jsonb, error jsonb)
)
update effects e set
  status = g.status,
  due = coalesce(g.due, e.due),
  ready_at = case when g.status = 'waiting' then coalesce(g.due, e.due) end,
  attempt = coalesce(g.attempt, e.attempt),
  effect = case when g.edited and e.effect->>'kind' = 'step' then jsonb_set(e.effect, '{input}', coalesce(g.input, 'null')) else e.effect end,
  error = coalesce(g.error, e.error),
  lease_until = null, worker = null, updated_at = clock_timestamp()
from given g
where e.workspace_id = $1 and e.id = any (array(select id from given)) and e.id = g.id and (g.epoch is null or e.epoch = g.epoch)`,
};
