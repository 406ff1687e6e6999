import type { WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { Storage } from '#storage';
import { SAMPLE_ORIGIN } from './load-sample.js';

/** Rows deleted, by table. */
export type Removed = Readonly<Record<string, number>>;

const OF_RECORDS = `record_id in (select id from records where workspace_id = $1::uuid and origin = $2)`;
const NOTIFIED = `select id from notifications where workspace_id = $1::uuid and ${OF_RECORDS}`;
const OF_SETS = `set_key in (select key from segment_sets where workspace_id = $1::uuid and origin = $2)`;
const OF_RUNS = `run_id in (select id from runs where workspace_id = $1::uuid and origin = $2)`;

/** While there is a sample: without one nothing is deleted. */
const OF_SAMPLE = `exists (select 1 from records s where s.workspace_id = $1::uuid and s.origin = $2)`;
/** What was learned without anybody asking for it: from the sample, or mostly so. */
const BY_ITSELF = `in ('first-training', 'schedule') and ${OF_SAMPLE}`;
const OF_NO_MODEL = `not exists (select 1 from models m where m.workspace_id = $1::uuid and m.key = model_notices.model) and ${OF_SAMPLE}`;
const HAS_NOTHING_LEFT = `latest_version > 0 and not exists (select 1 from model_versions v where v.workspace_id = $1::uuid and v.model = models.key) and ${OF_SAMPLE}`;

/** Records of people that were merged into one of the sample. */
const WENT_INTO_IT = `origin is distinct from $2 and merged_into in (select s.id from records s where s.workspace_id = $1::uuid and s.origin = $2)`;

/** In this order: what names a record or run goes before it. */
const TABLES: readonly (readonly [table: string, which: string])[] = [
  ['model_jobs', `started_by->>'id' ${BY_ITSELF}`],
  ['model_versions', `trained_by->>'id' ${BY_ITSELF}`],
  ['models', HAS_NOTHING_LEFT],
  ['notification_reads', `notification_id in (select id from model_notices where workspace_id = $1::uuid and ${OF_NO_MODEL} union all ${NOTIFIED})`],
  ['model_notices', OF_NO_MODEL],
  ['effects', `${OF_RUNS} or ${OF_RECORDS}`],
  ['incidents', `${OF_RUNS} or ${OF_RECORDS}`],
  ['refusals', `${OF_RUNS} or ${OF_RECORDS}`],
  ['notifications', OF_RECORDS],
  ['notes', `origin = $2 or ${OF_RECORDS}`],
  ['tasks', `origin = $2 or ${OF_RECORDS}`],
  ['journal', `origin = $2 or ${OF_RUNS}`],
  ['record_edits', `origin = $2 or ${OF_RECORDS}`],
  ['segment_members', `${OF_RECORDS} or ${OF_SETS}`],
  ['segment_versions', OF_SETS],
  ['segment_sets', 'origin = $2'],
  ['distinct_pairs', `exists (select 1 from records r where r.workspace_id = $1::uuid and r.id in (first_id, second_id) and r.origin = $2)`],
  ['runs', 'origin = $2'],
  ['records', 'origin = $2'],
  ['sales_targets', 'origin = $2'],
  ['reports', 'origin = $2'],
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
    await sql(`select 1 from records where workspace_id = $1::uuid and (origin = $2 or ${WENT_INTO_IT}) order by id for update`, [workspace, origin]);
    // In the bin they stay, and can be restored.
    await sql(`update records set merged_into = null, version = version + 1 where workspace_id = $1::uuid and ${WENT_INTO_IT}`, [workspace, origin]);
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

/** What of the sample is still there. */
export async function countSample(
  storage: Storage,
  workspace: WorkspaceId,
): Promise<{ readonly records: number; readonly runs: number; readonly tasks: number }> {
  const count = (table: string): string => `(select count(*)::int from ${table} where workspace_id = $1::uuid and origin = $2) as ${table}`;
  const [row] = await storage.sql<{ records: number; runs: number; tasks: number }>(`select ${['records', 'runs', 'tasks'].map(count).join(', ')}`, [
    workspace,
    SAMPLE_ORIGIN,
  ]);
  return row ?? { records: 0, runs: 0, tasks: 0 };
}
