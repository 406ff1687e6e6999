import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { TestRedis } from '../../engine/testing/test-redis.js';
import { millrace } from '../testing/recorded-terminal.js';
import type { Diagnosis } from './diagnosis.js';

let database: TestDatabase;
let home = '';
const whenRedis = TestRedis.isThere ? it : it.skip;
let redis: TestRedis | undefined;

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'millrace-doctor-'));
  if (TestRedis.isThere) redis = await TestRedis.start();
  // Before the first command asks for its environment.
  process.env['DATABASE_URL'] = database.url;
  process.env['MILLRACE_HOME'] = home;
  if (redis) process.env['REDIS_URL'] = redis.url;
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

async function examined(): Promise<{ readonly exit: number; readonly found: Readonly<Record<string, Diagnosis & { readonly text: unknown }>> }> {
  const { exit, json } = await millrace(['doctor', '--port', '0', '--json']);
  return { exit, found: Object.fromEntries(json<Diagnosis[]>().map((one) => [one.name, one])) };
}

describe('the doctor', () => {
  it('looks at machine, database, schema, connections and work, and finds nothing wrong', async () => {
    const { exit, found } = await examined();
    expect(exit).toBe(0);
    expect(found).toMatchObject({
      node: { state: 'ok' },
      database: { state: 'ok', text: expect.stringMatching(/^PostgreSQL \d+/) },
      schema: { state: 'ok' },
      session: { state: 'ok' },
      connections: { state: 'ok', text: expect.stringMatching(/room for \d+ processes of 14$/) },
      clock: { state: 'ok' },
      work: { state: 'ok', text: '0 workspaces, 0 pieces of work overdue (0 beyond their lease), 0 open incidents' },
    });
  });

  it('speaks Chinese too', async () => {
    const { out } = await millrace(['doctor', '--port', '0'], { locale: 'zh-CN' });
    expect(out).toContain('数据库结构为最新');
    expect(out).toContain('逾期工作 0 项');
  });

  it('counts overdue work, lost leases and incidents', async () => {
    const { sql } = database.storage;
    await sql(
      `insert into effects (workspace_id, id, run_id, record_id, is_timer, effect, status, due, ready_at, attempt, epoch)
       select gen_random_uuid(), 'e' || n, gen_random_uuid(), gen_random_uuid(), false, '{"kind":"step","step":"email.send"}',
         case when n = 1 then 'claimed' else 'waiting' end, now(), now() - interval '2 minutes', 1, 1 from generate_series(1, 3) n`,
    );
    expect((await examined()).found['work']).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('3 pieces of work overdue (1 beyond their lease)'),
    });
    await sql(
      `insert into incidents (workspace_id, id, run_id, record_id, step, reason, status, opened_at)
       values (gen_random_uuid(), 'i', gen_random_uuid(), gen_random_uuid(), 'email.send', 'x: y', 'open', now())`,
    );
    expect((await examined()).found['work']).toMatchObject({ state: 'warning', fix: expect.stringContaining('/api/v1/incidents') });
  });

  it('names pending migrations and applies none', async () => {
    const { sql } = database.storage;
    await sql(`delete from migrations where name = '0002-work-by-kind'`);
    const { exit, found } = await examined();
    expect(exit).toBe(0);
    expect(found['schema']).toMatchObject({
      state: 'warning',
      text: '1 migrations are pending: 0002-work-by-kind',
      fix: expect.stringContaining('millrace migrate'),
    });
    expect(found['work']).toBeUndefined();
    expect(await database.storage.pendingMigrations()).toEqual(['0002-work-by-kind']);
  });

  whenRedis('asks Redis, refuses one that evicts, and only warns of one that is away', async () => {
    expect((await examined()).found['queue']).toMatchObject({ state: 'ok', text: expect.stringContaining('noeviction') });
    await redis?.ask((client) => client.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    expect(await examined()).toMatchObject({ exit: 1, found: { queue: { state: 'error', text: expect.stringContaining('allkeys-lru') } } });
    await redis?.stop();
    expect(await examined()).toMatchObject({ exit: 0, found: { queue: { state: 'warning', text: expect.stringContaining('does not answer') } } });
  });
});
