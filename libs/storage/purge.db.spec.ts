import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { purgeExpired } from './purge.js';
import { testDatabase, type TestDatabase } from './testing/test-database.js';

describe('the purge', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('deletes what is past its time, in pages, and nothing else', async () => {
    const { sql } = db.storage;
    const workspace = randomUUID();
    await sql(
      `insert into idempotency_keys (workspace_id, source, key, body_hash, answer, created_at)
       select $1::uuid, 's', n::text, 'h', '{}', now() - (case when n <= 6000 then 31 else 29 end) * interval '1 day' from generate_series(1, 6003) n`,
      [workspace],
    );
    await sql(
      `insert into refusals (workspace_id, id, run_id, record_id, event, actor, at, reasons)
       select $1::uuid, n::text, $1::uuid, $1::uuid, 'win', '{}', now() - n * interval '20 days', '[]' from generate_series(1, 2) n`,
      [workspace],
    );
    await sql(`insert into login_attempts (subject, at, succeeded) select 'x', now() - n * interval '13 hours', false from generate_series(1, 3) n`);
    expect(await purgeExpired(sql)).toEqual({ keys: 6000, refusals: 1, attempts: 2, sessions: 0 });
    expect(await purgeExpired(sql)).toEqual({ keys: 0, refusals: 0, attempts: 0, sessions: 0 });
    expect(await sql(`select count(*) as n from idempotency_keys`)).toEqual([{ n: 3 }]);
  });
});
