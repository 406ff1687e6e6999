import type { Statement } from './statement.js';

/** $1 workspace, $2 first answers as JSON; a key that is taken ends the transaction. */
export const insertKeys: Statement = {
  name: 'insert-keys',
  text: `
insert into idempotency_keys (workspace_id, source, key, body_hash, answer)
select $1::uuid, g.* from json_to_recordset($2::json) as g (source text, key text, body_hash text, answer jsonb)`,
};
