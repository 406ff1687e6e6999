import type { Statement } from './statement.js';

/** $1 workspace, $2 run id, $3 first seq, $4 limit. */
export const readJournal: Statement = {
  name: 'read-journal',
  text: `
select j.entry, j.personal from journal j
where j.workspace_id = $1 and j.run_id = $2 and j.seq >= $3
order by j.seq limit $4`,
};
