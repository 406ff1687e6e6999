import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openStorage, startDatabase, type Storage } from '#storage';

export interface BenchDatabase {
  readonly url: string;
  readonly storage: Storage;
  drop(): Promise<void>;
}

/** A database of its own on the server of `databaseUrl`, or on the embedded one of `home`. */
export async function benchDatabase(home: string, databaseUrl: string | undefined): Promise<BenchDatabase> {
  const server =
    databaseUrl === undefined ? await startDatabase({ home, as: 'guest', port: 0, database: 'postgres' }) : { url: databaseUrl, stop: async () => undefined };
  const name = `millrace_bench_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) => client.query(`create database ${name}`));
  const at = new URL(server.url);
  at.pathname = `/${name}`;
  const storage = await openStorage(at.href);
  await storage.migrate();
  return {
    url: at.href,
    storage,
    drop: async () => {
      await storage.close();
      await onServer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.stop();
    },
  };
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
