import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { createEngine, readConfig, type Engine } from '../index.js';
import { firstFill } from './first-fill.js';

const ACTOR = { kind: 'cli', id: 'test', roles: ['*'] } as const;

describe('several first starts at once on one database', () => {
  let database: TestDatabase;
  let home: string;
  const engines: Engine[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    home = await mkdtemp(join(tmpdir(), 'millrace-first-'));
  });
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const start = async (role: string): Promise<Engine> => {
    const config = readConfig({ DATABASE_URL: database.url, MILLRACE_HOME: home, MILLRACE_PORT: '0', MILLRACE_ROLE: role });
    if (!config.ok) throw new Error(JSON.stringify(config.error));
    const engine = await createEngine({ config: config.value, storageUrl: database.url, log: pino({ level: 'silent' }), worker: false });
    engines.push(engine);
    return engine;
  };

  it('make one workspace, one set of indexes, one master key and one sample', async () => {
    const started = await Promise.all([start('all'), start('api'), start('worker'), start('all')]);
    expect(new Set(started.map(({ workspace }) => workspace.id)).size).toBe(1);
    const fill = ({ parts, runtime, workspace }: Engine) =>
      parts.storage.alone('start', () =>
        firstFill({ storage: parts.storage, calendars: parts.crm.calendars, library: parts.library, runtime }, workspace.id, { actor: ACTOR, sample: 7 }),
      );
    const fills = await Promise.all(started.slice(0, 2).map(fill));
    expect(fills.filter(({ sample }) => sample !== null)).toHaveLength(1);
    const invalid = await database.storage.sql('select 1 from pg_index where not indisvalid');
    expect(invalid).toEqual([]);
    const [before, after] = [await started[0]?.ownerLink(), await started[1]?.ownerLink()];
    expect(before).not.toBe(after);
  });

  it('a worker answers about its health and about nothing else', async () => {
    const worker = engines.find(({ parts }) => parts.config.role === 'worker');
    const status = async (path: string): Promise<number> => (await fetch(`${worker?.url}${path}`)).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    expect([await status('/'), await status('/join'), await status('/docs'), await status('/hooks/x')]).toEqual([404, 404, 404, 404]);
    expect(await status('/api/v1/pipelines')).toBeGreaterThanOrEqual(404);
  });
});
