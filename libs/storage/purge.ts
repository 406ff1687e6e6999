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
