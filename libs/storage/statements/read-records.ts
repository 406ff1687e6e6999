import { recordColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** $1 workspace, $2 record ids: read without a lock. */
export const readRecords: Statement = {
  name: 'read-records',
  text: `
select r.* from unnest($2::uuid[]) as k (id)
cross join lateral (select ${recordColumns} from records r where r.workspace_id = $1 and r.id = k.id offset 0) r`,
};
