import { runColumns } from './batch-ids.js';
import type { Statement } from './statement.js';

/** $1 workspace, $2 run id. */
export const readRun: Statement = { name: 'read-run', text: `select ${runColumns} from runs r where r.workspace_id = $1 and r.id = $2` };
