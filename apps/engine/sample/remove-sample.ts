import type { WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { Storage } from '#storage';
import { SAMPLE_ORIGIN } from './load-sample.js';

/** Rows deleted, by table. */
export type Removed = Readonly<Record<string, number>>;

const OF_RECORDS = `record_id in (select id from records where workspace_id = $1::uuid and origin = $2)`;
const OF_RUNS = `run_id in (select id from runs where workspace_id = $1::uuid and origin = $2)`;

/** In this order: what names a record or run goes before it. */
const TABLES: readonly (readonly [table: string, which: string])[] = [
  ['effects', `${OF_RUNS} or ${OF_RECORDS}`],
  ['incidents', `${OF_RUNS} or ${OF_RECORDS}`],
  ['refusals', `${OF_RUNS} or ${OF_RECORDS}`],
  ['notifications', OF_RECORDS],
  ['notes', `origin = $2 or ${OF_RECORDS}`],
  ['tasks', `origin = $2 or ${OF_RECORDS}`],
  ['journal', `origin = $2 or ${OF_RUNS}`],
  ['runs', 'origin = $2'],
  ['records', 'origin = $2'],
];

/**
 * Deletes exactly the rows of the sample with their runs and journals, in one transaction with one audit row. Waits for
 * whoever is changing one of them; whoever comes later finds nothing. Idempotent: without a sample nothing is deleted and nothing audited.
 */
export async function removeSample(storage: Storage, workspace: WorkspaceId, actor: Actor, origin: string = SAMPLE_ORIGIN): Promise<Removed> {
  return storage.transaction(async (sql) => {
    const removed: Record<string, number> = {};
    // The journal may be deleted only for the workspace that is named here, until the end of the transaction.
    await sql(`select set_config('millrace.removing', $1, true)`, [workspace]);
    // The committer locks records before anything else: so does this.
    await sql(`select 1 from records where workspace_id = $1::uuid and origin = $2 order by id for update`, [workspace, origin]);
    for (const [table, which] of TABLES) {
      const [row] = await sql<{ n: number }>(
        `with gone as (delete from ${table} where workspace_id = $1::uuid and (${which}) returning 1) select count(*)::int as n from gone`,
        [workspace, origin],
      );
      removed[table] = row?.n ?? 0;
    }
    if (Object.values(removed).some((n) => n > 0)) {
      await sql(`select audit_append($1::uuid, clock_timestamp(), $2::jsonb, 'sample.remove', 'workspace', $3::jsonb)`, [
        workspace,
        JSON.stringify(actor),
        JSON.stringify(removed),
      ]);
    }
    return removed;
  });
}
