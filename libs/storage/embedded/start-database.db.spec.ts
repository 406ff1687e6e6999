import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startDatabase, type Database, type DatabaseConfig } from './start-database.js';

describe('the embedded database', () => {
  const started: Database[] = [];
  const folders: string[] = [];
  const newHome = (): string => {
    const home = join(process.cwd(), '.tmp', `home-${randomBytes(4).toString('hex')}`);
    folders.push(home);
    return home;
  };
  const start = async (config: Partial<DatabaseConfig> & { home: string }): Promise<Database> => {
    const database = await startDatabase({ as: 'engine', port: 0, ...config });
    started.push(database);
    return database;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map((database) => database.stop()));
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  it('starts from nothing, listens on this machine only, wants a password, and keeps data over a stop', async () => {
    const home = newHome();
    const first = await start({ home });
    await query(first.url, 'create table kept as select 42 as n');
    expect(await query(first.url, `select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync`)).toEqual([
      { listen: '127.0.0.1', fsync: 'on' },
    ]);
    const stranger = new URL(first.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await first.stop();
    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await query((await start({ home })).url, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('takes another port when its own is in use', async () => {
    const home = newHome();
    const busy = createServer();
    const port = await new Promise<number>((resolve) => busy.listen(0, '127.0.0.1', () => resolve((busy.address() as { port: number }).port)));
    const database = await start({ home, port });
    expect(Number(new URL(database.url).port)).not.toBe(port);
    expect(await query(database.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    busy.close();
  });

  it('refuses a second engine and names the address of the first; a guest joins and leaves the server running', async () => {
    const home = newHome();
    const engine = await start({ home });
    await engine.announce('http://127.0.0.1:4321');
    await expect(startDatabase({ home, as: 'engine' })).rejects.toMatchObject({
      code: 'database.in-use',
      message: expect.stringContaining('http://127.0.0.1:4321'),
    });
    const guest = await start({ home, as: 'guest' });
    expect(guest.url).toBe(engine.url);
    await guest.stop();
    expect(await query(engine.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('is stopped by whoever leaves last', async () => {
    const home = newHome();
    const guest = await start({ home, as: 'guest' });
    const engine = await start({ home });
    await guest.stop();
    expect(await query(engine.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await engine.stop();
    await expect(query(engine.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is reused when an engine was killed and its server lived on', async () => {
    const home = newHome();
    const killed = await startDatabase({ home, as: 'engine', port: 0 });
    await query(killed.url, 'create table kept as select 1 as n');
    // To the server, a killed engine is sessions that end.
    await query(killed.url, `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`);
    const next = await start({ home });
    expect(next.url).toBe(killed.url);
    await next.stop();
    await expect(query(next.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('recovers when the server itself was killed and left its pid file', async () => {
    const home = newHome();
    const killed = await startDatabase({ home, as: 'engine', port: 0 });
    await query(killed.url, 'create table kept as select 7 as n');
    process.kill(Number((await readFile(join(killed.where, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
    const next = await start({ home });
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('can be started by several at once: one server, one engine', async () => {
    const home = newHome();
    const all = await Promise.all([start({ home }), start({ home, as: 'guest' }), start({ home, as: 'guest' })]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('as root, in a folder no other user may enter, keeps binaries and data elsewhere and says where', async () => {
    const closed = newHome();
    await mkdir(closed, { recursive: true });
    await chmod(closed, 0o700);
    const database = await start({ home: join(closed, 'millrace') });
    folders.push(join(database.where, '..'));
    expect(database).toMatchObject({ elsewhere: true, where: expect.stringMatching(/^\/var\/lib\/millrace\/[0-9a-f]{16}\/postgres$/) });
    expect(await query(database.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
