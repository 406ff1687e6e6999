import type { Statement } from './statement.js';

/** $1 workspace, $2 incident ids. */
export const loadIncidents: Statement = {
  name: 'load-incidents',
  text: `
select i.* from unnest($2::text[]) as k (id)
cross join lateral (
  select i.id, i.run_id, i.record_id, i.effect_id, i.step, i.input, i.reason, i.status, i.opened_at
  from incidents i where i.workspace_id = $1 and i.id = k.id offset 0
) i`,
};
