import type { Sql } from './open-storage.js';

/** Rows deleted by one purge. */
export interface Purged {
  readonly keys: number;
  readonly refusals: number;
  readonly attempts: number;
  readonly sessions: number;
}

const PAGE = 5000;

/**
 * Deletes what is kept for a limited time only: first answers and refusals after 30 days, sign-in attempts after a
 * day, sessions 30 days after their end. In pages, so that it never holds many rows; to be called once an hour or so,
 * by any number of engines.
 */
export async function purgeExpired(sql: Sql): Promise<Purged> {
  return {
    keys: await inPages(sql, 'idempotency_keys', `created_at < now() - interval '30 days'`),
    refusals: await inPages(sql, 'refusals', `at < now() - interval '30 days'`),
    attempts: await inPages(sql, 'login_attempts', `at < now() - interval '1 day'`),
    sessions: await inPages(sql, 'sessions', `least(expires_at, revoked_at) < now() - interval '30 days'`),
  };
}

async function inPages(sql: Sql, table: 'idempotency_keys' | 'refusals' | 'login_attempts' | 'sessions', expired: string): Promise<number> {
  for (let total = 0; ;) {
    const rows = await sql(
      `delete from ${table} where ctid = any (array(select ctid from ${table} where ${expired} limit ${PAGE} for update skip locked)) returning 1`,
    );
    total += rows.length;
    if (rows.length < PAGE) return total;
  }
}

const RUNS_AT_ONCE = 500;
const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * Deletes the finished work (steps, timers, starts, signals) of runs that ended 90 days ago, and answers how many rows
 * that were. What reopening such a run needs stays: the work of its last event, which is listed then, and the work that
 * its last state before the end waits for, which comes again. Nothing else reads it: history and replay are the journal's.
 * One pass over all runs by their key, a few at a time; to be called once a day or so.
 */
export async function purgeFinishedWork(sql: Sql): Promise<number> {
  let deleted = 0;
  for (let after: readonly [string, string] = [NIL, NIL]; ;) {
    const [page] = await sql<{ deleted: number; workspace: string | null; run: string | null }>(FINISHED_WORK, [...after, RUNS_AT_ONCE]);
    deleted += page?.deleted ?? 0;
    if (!page?.workspace || !page.run) return deleted;
    after = [page.workspace, page.run];
  }
}

/** $1 workspace and $2 run after which to go on, $3 runs at once. `ready_at` is null once work is finished. */
const FINISHED_WORK = `
with page as (
  select workspace_id, id, seq, before, ended_at from runs where (workspace_id, id) > ($1::uuid, $2::uuid) order by workspace_id, id limit $3
), gone as (
  delete from effects e using page r
  where r.ended_at < now() - interval '90 days' and e.workspace_id = r.workspace_id and e.run_id = r.id
    and e.ready_at is null and e.status in ('done', 'failed', 'cancelled', 'late')
    and not starts_with(e.id, r.id || '.' || r.seq || '.')
    and position('"' || e.id || '"' in coalesce(r.before::text, '')) = 0
  returning 1
), last as (
  select workspace_id, id from page order by workspace_id desc, id desc limit 1
)
select (select count(*)::int from gone) as deleted, (select workspace_id from last) as workspace, (select id from last) as run`;
