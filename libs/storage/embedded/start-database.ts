import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientError, UserError } from '#kernel';
import type pg from 'pg';
import { newPassword, prepareHome, readAccess, whileLocked, writeAccess, type Access, type Home } from './home.js';
import { connectTo, freePort, initialise, isInitialised, launch, readPidFile, removeStalePidFile, shutDown, urlOf } from './postmaster.js';

export interface DatabaseConfig {
  /** MILLRACE_HOME: the folder for data, password, log. */
  readonly home: string;
  /** `engine`: the one `up` of this folder. `guest`: a CLI command or test that joins, or starts what is missing. */
  readonly as: 'engine' | 'guest';
  /** Tried first; another is taken when it is in use. Default 5439. */
  readonly port?: number;
  /** Named database, made when missing. Default `millrace`. */
  readonly database?: string;
  /** A guest that leaves the server running for the next one (tests). */
  readonly linger?: boolean;
}

export interface Database {
  readonly url: string;
  /** In words for the start-up output: where the data is. */
  readonly where: string;
  /** True when the data is outside the home, because the server's user cannot enter it. */
  readonly elsewhere: boolean;
  /** Tells a second `up` where the first one listens. */
  announce(address: string): Promise<void>;
  /** Stops the server unless another process of ours still uses it. Idempotent; nothing is lost. */
  stop(): Promise<void>;
}

/** Advisory locks of the server's own database: everyone who uses the server shares USERS, the one engine holds ENGINE. */
const USERS = 4_711_001;
const ENGINE = 4_711_002;

/**
 * The embedded PostgreSQL of a home, running: started, or joined when it is alive (also one that a killed engine left
 * behind). Throws UserError `database.in-use` when an engine already runs on this folder.
 */
export async function startDatabase(config: DatabaseConfig): Promise<Database> {
  const home = await prepareHome(config.home);
  for (let tries = 0; ; tries++) {
    const running = await whileLocked(home, () => runningServer(home, config.port ?? 5439));
    if (await isTrue(running.client, 'select pg_try_advisory_lock_shared($1)', USERS)) return use(home, config, running);
    // It is being stopped by its last user: wait, then start anew.
    await running.client.end().catch(() => undefined);
    if (tries > 300) throw new TransientError('the database has been stopping for a minute');
    await new Promise((go) => setTimeout(go, 200));
  }
}

interface Running {
  readonly access: Access;
  readonly client: pg.Client;
}

async function runningServer(home: Home, wish: number): Promise<Running> {
  const known = await readAccess(home);
  const live = known && (await joined(home, known));
  if (live) return live;
  await removeStalePidFile(home);
  const password = known?.password ?? newPassword();
  if (!(await isInitialised(home))) {
    await writeAccess(home, { port: wish, password });
    await initialise(home, password);
  } else if (!known) throw passwordLost(home);
  for (let tries = 0; ; tries++) {
    const access = { port: await freePort(known?.port ?? wish), password };
    await writeAccess(home, access);
    try {
      return { access, client: await launch(home, access) };
    } catch (error) {
      // Taken between looking and binding, or the last server's processes are not gone yet.
      if (tries >= 10) throw error;
      await new Promise((go) => setTimeout(go, 500));
    }
  }
}

/** The live server that postmaster.pid names, when it is one of our own data folder. */
async function joined(home: Home, known: Access): Promise<Running | null> {
  const file = await readPidFile(home);
  if (!file) return null;
  const access = { port: file.port || known.port, password: known.password };
  for (let tries = 0; ; tries++) {
    try {
      const client = await connectTo(home, access);
      return client && { access, client };
    } catch (error) {
      if (tries > 1500) throw error;
      await new Promise((go) => setTimeout(go, 200));
    }
  }
}

async function use(home: Home, config: DatabaseConfig, { access, client }: Running): Promise<Database> {
  const addressFile = join(home.folder, 'engine.address');
  if (config.as === 'engine' && !(await isTrue(client, 'select pg_try_advisory_lock($1)', ENGINE))) {
    await client.end().catch(() => undefined);
    throw inUse(home, await readFile(addressFile, 'utf8').catch(() => null));
  }
  const name = config.database ?? 'millrace';
  await ensureDatabase(client, name);
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(access, name),
    where: home.data,
    elsewhere: home.elsewhere,
    announce: (address) => writeFile(addressFile, address, { mode: 0o600 }),
    stop: () => (stopping ??= leave(home, client, config).finally(() => (config.as === 'engine' ? rm(addressFile, { force: true }) : undefined))),
  };
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  if (await isTrue(client, 'select true from pg_database where datname = $1', name)) return;
  await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: { code?: string }) => {
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}

/** The last user stops the server: nobody can join any more once USERS is ours alone. */
async function leave(home: Home, client: pg.Client, config: DatabaseConfig): Promise<void> {
  const gone = async (): Promise<void> => {
    await client.query('select pg_advisory_unlock_shared($1)', [USERS]);
    const last = !config.linger && (await isTrue(client, 'select pg_try_advisory_lock($1)', USERS));
    if (last) await shutDown(home);
  };
  await whileLocked(home, gone).catch(() => undefined);
  await client.end().catch(() => undefined);
}

async function isTrue(client: pg.Client, sql: string, value: number | string): Promise<boolean> {
  const { rows } = await client.query<unknown[]>({ text: sql, values: [value], rowMode: 'array' });
  return rows[0]?.[0] === true;
}

function inUse(home: Home, address: string | null): UserError {
  const at = address ?? home.folder;
  return new UserError('conflict', {
    code: 'database.in-use',
    at: '',
    text: {
      en: `Millrace already runs on this folder: ${at}. Stop it first, or set MILLRACE_HOME to another folder.`,
      'zh-CN': `Millrace 已在此文件夹上运行：${at}。请先停止它，或将 MILLRACE_HOME 设为其他文件夹。`,
    },
    got: home.folder,
  });
}

const passwordLost = (home: Home): UserError =>
  new UserError('conflict', {
    code: 'database.password-lost',
    at: '',
    text: {
      en: `The data in ${home.data} is there, but its password file database.json is missing from ${home.folder}. Put it back.`,
      'zh-CN': `${home.data} 中有数据，但 ${home.folder} 中缺少密码文件 database.json。请将其恢复。`,
    },
    got: home.folder,
  });
