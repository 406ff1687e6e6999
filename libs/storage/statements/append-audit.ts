import type { Statement } from './statement.js';

/** $1 workspace, $2 audit rows as JSON, appended to the workspace's hash chain in order. */
export const appendAudit: Statement = {
  name: 'append-audit',
  text: `
select audit_append($1::uuid, (g.row->>'at')::timestamptz, (g.row->'actor')::jsonb, g.row->>'action', g.row->>'target', (g.row->'detail')::jsonb)
from json_array_elements($2::json) with ordinality as g (row, n) order by g.n`,
};
