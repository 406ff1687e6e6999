import type { Statement } from './statement.js';

/** $1 workspace, $2 sources, $3 keys: the first answers of keys that were used before. */
export const loadKeys: Statement = {
  name: 'load-keys',
  text: `
select k.source, k.key, i.body_hash, i.answer
from unnest($2::text[], $3::text[]) as k (source, key)
cross join lateral (
  select i.body_hash, i.answer from idempotency_keys i where i.workspace_id = $1 and i.source = k.source and i.key = k.key offset 0
) i`,
};
