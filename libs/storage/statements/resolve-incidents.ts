import type { Statement } from './statement.js';

/** $1 workspace, $2 effect ids: their work was called off, so nobody needs to look at it any more. */
export const resolveIncidents: Statement = {
  name: 'resolve-incidents',
  text: `
update incidents set status = 'resolved', resolved_at = clock_timestamp()
where workspace_id = $1 and effect_id = any ($2::text[]) and status = 'open'`,
};
