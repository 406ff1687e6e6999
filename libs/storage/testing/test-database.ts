import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startDatabase } from '../embedded/start-database.js';
import { openStorage, type Storage } from '../open-storage.js';

export interface TestDatabase {
  /** Of a database that is empty but for the schema, and nobody else's. */
  readonly url: string;
  readonly storage: Storage;
  /** Closes the storage and drops the database. */
  drop(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** Where the tests' own server lives; `stop-test-server.mjs` stops it after the run. */
export const TEST_HOME = join(process.cwd(), '.tmp', 'test-database');

/**
 * A fresh, migrated database on a real PostgreSQL: the embedded one (started on first use and shared by all spec
 * files of the run), or the server of TEST_DATABASE_URL. Call it in `beforeAll`, and `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server.url, async (client) => {
    const template = await ensureTemplate(client, server.url);
    await retried(() => client.query(`create database ${name} template ${template}`));
  });
  const url = inDatabase(server.url, name);
  const storage = await openStorage(url);
  return {
    url,
    storage,
    drop: async () => {
      await storage.close();
      await onServer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.release();
    },
  };
}

async function testServer(): Promise<{ readonly url: string; release(): Promise<void> }> {
  const own = process.env['TEST_DATABASE_URL'];
  if (own) return { url: own, release: async () => undefined };
  const database = await startDatabase({ home: TEST_HOME, as: 'guest', port: 0, database: 'postgres', linger: true });
  return { url: database.url, release: () => database.stop() };
}

const inDatabase = (url: string, name: string): string => {
  const at = new URL(url);
  at.pathname = `/${name}`;
  return at.href;
};

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The template is named after the schema, so that a changed schema never meets an old template. */
async function ensureTemplate(client: pg.Client, url: string): Promise<string> {
  const files = readdirSync(MIGRATIONS).filter((file) => !file.includes('.spec.'));
  const schema = files
    .sort()
    .map((file) => readFileSync(join(MIGRATIONS, file), 'utf8'))
    .join('\n');
  const name = `millrace_template_${createHash('sha256').update(schema).digest('hex').slice(0, 12)}`;
  await client.query('select pg_advisory_lock(4711004)');
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length === 0) await makeTemplate(client, url, name);
  } finally {
    await client.query('select pg_advisory_unlock(4711004)');
  }
  return name;
}

async function makeTemplate(client: pg.Client, url: string, name: string): Promise<void> {
  const building = `${name}_building`;
  await client.query(`drop database if exists ${building} with (force)`);
  await client.query(`create database ${building} template template0 encoding 'UTF8'`);
  const storage = await openStorage(inDatabase(url, building), { connections: 2, runtimeConnections: 1 });
  await storage.migrate();
  await storage.close();
  await retried(() => client.query(`alter database ${building} rename to ${name}`));
}

/** A database that a closing connection still holds is free a moment later. */
async function retried(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries > 50) throw error;
      await new Promise((go) => setTimeout(go, 100));
    }
  }
}
