import { batchRecordIds, recordColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** The records of a batch, locked in the order of their ids. */
export const lockRecords: Statement = {
  name: 'lock-records',
  text: `
select ${recordColumns}
from (${batchRecordIds}) k
join records r on r.workspace_id = $1 and r.id = k.id
order by r.id
for update of r`,
};
