import { effectColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** $1 workspace, $2 effect ids, $3 runs all of whose effects are wanted; locked in the order of their ids, so that no lease is given meanwhile. */
export const lockEffects: Statement = {
  name: 'lock-effects',
  text: `
select e.* from (
  select b.id from (
    select unnest($2::text[]) as id
    union select o.id from unnest($3::uuid[]) as k (run)
      cross join lateral (select o.id from effects o where o.workspace_id = $1 and o.run_id = k.run offset 0) o
  ) b order by b.id
) k
cross join lateral (select ${effectColumns} from effects e where e.workspace_id = $1 and e.id = k.id for update) e`,
};
