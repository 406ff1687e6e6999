import type { Statement } from './statement.js';

/**
 * $1 workspace, $2 sources, $3 keys. Holds each key to the end of the transaction, in the order of their hashes, so
 * that two first uses of a key follow each other and none waits in a circle.
 */
export const lockKeys: Statement = {
  name: 'lock-keys',
  text: `
select pg_advisory_xact_lock(k.hash) from (
  select distinct hashtextextended($1::text || E'\\n' || u.source || E'\\n' || u.key, 4711) as hash
  from unnest($2::text[], $3::text[]) as u (source, key)
  order by 1
) k`,
};
