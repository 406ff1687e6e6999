import { batchRecordIds, runColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** The open runs of the records of a batch and the runs asked for by id, locked in the order of their ids. */
export const lockRuns: Statement = {
  name: 'lock-runs',
  text: `
select r.* from (
  select b.id from (
    select unnest($3::uuid[]) as id
    union select o.id from (${batchRecordIds}) k
      cross join lateral (select o.id from runs o where o.workspace_id = $1 and o.record_id = k.id and o.status = 'active' offset 0) o
  ) b order by b.id
) k
cross join lateral (select ${runColumns} from runs r where r.workspace_id = $1 and r.id = k.id for update) r`,
};
