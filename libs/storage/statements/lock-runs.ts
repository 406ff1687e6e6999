import { batchRecordIds, runColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** The open runs of the records of a batch and the runs asked for by id, locked in the order of their ids. */
export const lockRuns: Statement = {
  name: 'lock-runs',
  text: `
select ${runColumns}
from (
  select unnest($3::uuid[]) as id
  union select o.id from (${batchRecordIds}) k
    join runs o on o.workspace_id = $1 and o.record_id = k.id and o.status = 'active'
) k
join runs r on r.workspace_id = $1 and r.id = k.id
order by r.id
for update of r`,
};
