import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json, RecordId, RunId } from '#kernel';
import { backUp, restore } from '#storage';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { createEngine, readConfig, type Engine } from '../index.js';
import { TestRedis } from '../testing/test-redis.js';

const BOSS = { kind: 'person', id: 'boss', roles: ['*'] } as const;
const title = TestRedis.isThere ? 'a restore that is older than the jobs of Redis' : 'a restore with Redis (skipped: no redis-server is installed here)';

(TestRedis.isThere ? describe : describe.skip)(title, () => {
  let redis: TestRedis;
  let sink: Server;
  let folder = '';
  const databases: TestDatabase[] = [];
  const received: string[] = [];
  beforeAll(async () => {
    redis = await TestRedis.start();
    folder = await mkdtemp(join(tmpdir(), 'millrace-restored-'));
    sink = createServer((request, response) => {
      received.push(String(request.headers['idempotency-key']));
      response.end('{}');
    });
    await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening));
  });
  afterAll(async () => {
    await new Promise((closed) => sink.close(closed));
    for (const database of databases) await database.drop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (role: 'api' | 'all'): Promise<Engine> => {
    const database = databases.at(-1) as TestDatabase;
    const config = readConfig({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      MILLRACE_HOME: folder,
      MILLRACE_PORT: '0',
      MILLRACE_ROLE: role,
      MILLRACE_OUTBOUND_HOSTS: '127.0.0.1',
    });
    if (!config.ok) throw new Error(JSON.stringify(config.error));
    return createEngine({ config: config.value, storageUrl: database.url, log: pino({ level: 'silent' }) });
  };

  const pipeline = (): Json => ({
    format: 'millrace/1',
    key: 'call',
    object: 'deal',
    title: { en: 'Call' },
    initial: 'calling',
    states: {
      calling: {
        stage: true,
        invoke: { id: 'call', step: 'http.request', with: { url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/` }, onDone: 'called' },
      },
      called: { type: 'final', stage: true, outcome: 'won' },
    },
  });

  const begin = async ({ runtime, workspace, parts }: Engine, count: number): Promise<void> => {
    const base = { workspace: workspace.id, actor: BOSS, source: 'test', key: null, occurredAt: null, history: false, origin: null };
    for (let n = 0; n < count; n += 1) {
      const [recordId, runId] = [parts.ids.next() as RecordId, parts.ids.next() as RunId];
      await runtime.submit({ ...base, body: { kind: 'record.create', recordId, object: 'deal', fields: { name: 'D' }, externalKey: null, ownerId: null } });
      await runtime.submit({ ...base, body: { kind: 'run.start', runId, recordId, pipeline: 'call', vars: {}, at: null } });
    }
  };

  it('does all open work of the backup once; jobs for what it never knew come to nothing', async () => {
    databases.push(await testDatabase());
    const before = await start('api'); // nobody works: the jobs stay in Redis
    await before.library.library.saveDraft(before.workspace.id, 'call', pipeline(), BOSS.id, 0);
    await before.library.library.publish(before.workspace.id, 'call', BOSS.id, { note: null, expectedRevision: null });
    await begin(before, 8);
    await backUp(before.parts.storage, { folder: join(folder, 'backup'), engine: '0.1.0' });
    await begin(before, 8);
    await pause(300);
    const waiting = await redis.ask((client) => client.zcard('millrace:steps:prioritized'));
    await before.stop();
    expect(waiting).toBe(16);

    databases.push(await testDatabase());
    await restore((databases.at(-1) as TestDatabase).storage, { folder: join(folder, 'backup') });
    const after = await start('all');
    try {
      const { sql } = after.parts.storage;
      const done = async (): Promise<number> => (await sql<{ n: number }>(`select count(*)::int as n from effects where status = 'done'`))[0]?.n ?? 0;
      for (let waited = 0; (await done()) < 8 && waited < 15_000; waited += 100) await pause(100);
      await pause(500);
      expect(await done()).toBe(8);
      expect(received).toHaveLength(8);
      expect(new Set(received).size).toBe(8);
      expect(await sql(`select 1 from runs where status <> 'done'`)).toEqual([]);
      expect(await redis.ask((client) => client.zcard('millrace:steps:prioritized'))).toBe(0);
    } finally {
      await after.stop();
    }
  });
});
