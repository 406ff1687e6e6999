import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TransientError } from '#kernel';
import { program } from './binaries.js';
import { isAlive, type Access, type Home } from './home.js';
import pg from 'pg';

const run = promisify(execFile);
const pause = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

/** Settings that differ from the server's own: reachable from this machine only, times in UTC, fsync as it comes (on). */
const settings = (port: number): readonly string[] =>
  [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    'jit=off',
    'random_page_cost=1.1',
    'max_wal_size=2GB',
    'checkpoint_timeout=15min',
    'logging_collector=off',
  ].flatMap((setting) => ['-c', setting]);

export const urlOf = (access: Access, database: string): string => `postgres://millrace:${access.password}@127.0.0.1:${access.port}/${database}`;

/**
 * A fresh cluster: UTF-8, the same order of texts on every machine, passwords only (scram). Made beside and moved into
 * place when complete, so that a kill in between leaves nothing half made.
 */
export async function initialise(home: Home, password: string): Promise<void> {
  const partial = `${home.data}.new`;
  const passwordFile = `${home.data}.password`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.user) for (const path of [partial, passwordFile]) await chown(path, home.user.uid, home.user.gid);
  const options = ['--username=millrace', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-locale'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await run(program(home.binaries, 'initdb'), [`--pgdata=${partial}`, ...options, ...locale], { ...home.user, cwd: partial });
    await rm(home.data, { recursive: true, force: true });
    await rename(partial, home.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

export const isInitialised = (home: Home): Promise<boolean> =>
  stat(join(home.data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** The first lines of postmaster.pid: process and port; null when there is no such file. */
export async function readPidFile(home: Home): Promise<{ readonly pid: number; readonly port: number } | null> {
  const text = await readFile(join(home.data, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/**
 * After a crash the pid file may name a process that is something else by now, which PostgreSQL takes for itself
 * and refuses to start. The file is removed only when that process is certainly no PostgreSQL.
 */
export async function removeStalePidFile(home: Home): Promise<void> {
  const file = await readPidFile(home);
  if (!file || !isAlive(file.pid)) return;
  const command = await commandOf(file.pid);
  if (command !== null && !/postgres/.test(command)) await rm(join(home.data, 'postmaster.pid'), { force: true });
}

const commandOf = async (pid: number): Promise<string | null> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() =>
    run('ps', ['-p', String(pid), '-o', 'command=']).then(
      ({ stdout }) => stdout,
      () => null,
    ),
  );

/** A connection when the server of this home answers there; null when nobody does, or somebody else. */
export async function connectTo(home: Home, access: Access): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: urlOf(access, 'postgres'), connectionTimeoutMillis: 3000, keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if (rows[0]?.data_directory === home.data) return client;
  } catch (error) {
    if ((error as { code?: string }).code === '57P03') throw new TransientError('the database is starting up', 200, { cause: error });
  }
  await client.end().catch(() => undefined);
  return null;
}

/** A port nobody listens on; `wish` when it is free. */
export async function freePort(wish: number): Promise<number> {
  const probe = (port: number): Promise<number | null> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const at = server.address();
        server.close(() => resolve(typeof at === 'object' && at ? at.port : null));
      });
    });
  return (await probe(wish)) ?? (await probe(0)) ?? wish;
}

/** Starts the server in a session of its own, so that Ctrl-C reaches only us, and waits until it answers. */
export async function launch(home: Home, access: Access): Promise<pg.Client> {
  const log = await open(join(home.folder, 'postgres.log'), (await logIsLong(home)) ? 'w' : 'a', 0o600);
  const child = spawn(program(home.binaries, 'postgres'), ['-D', home.data, ...settings(access.port)], {
    ...home.user,
    cwd: home.data,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  await log.close();
  child.unref();
  return untilReady(home, access, child);
}

const logIsLong = (home: Home): Promise<boolean> =>
  stat(join(home.folder, 'postgres.log')).then(
    (found) => found.size > 10_000_000,
    () => false,
  );

async function untilReady(home: Home, access: Access, child: ChildProcess): Promise<pg.Client> {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await pause(40)) {
    if (ended) throw new TransientError(`PostgreSQL did not start; its log is ${join(home.folder, 'postgres.log')}`);
    const client = await connectTo(home, access).catch(() => null);
    if (client) return client;
  }
  throw new TransientError('PostgreSQL did not become ready within five minutes');
}

/** Fast shutdown: sessions are ended, everything is written; resolves when the process is gone. */
export async function shutDown(home: Home): Promise<void> {
  const file = await readPidFile(home);
  if (!file || !isAlive(file.pid)) return;
  if (platform() === 'win32') await run(program(home.binaries, 'pg_ctl'), ['stop', '-m', 'fast', '-D', home.data]);
  else process.kill(file.pid, 'SIGINT');
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(20)) {
    if (!isAlive(file.pid) || (await readPidFile(home)) === null) return;
  }
}
