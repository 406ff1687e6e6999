import { batchRecordIds, recordColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** The records of a batch, locked in the order of their ids. */
export const lockRecords: Statement = {
  name: 'lock-records',
  text: `
select r.* from (select b.id from (${batchRecordIds}) b order by b.id) k
cross join lateral (select ${recordColumns} from records r where r.workspace_id = $1 and r.id = k.id for update) r`,
};
