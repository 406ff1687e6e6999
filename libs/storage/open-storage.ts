import { setTimeout as pause } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { UserError } from '#kernel';
import type pg from 'pg';
import { migrationNames } from './migrations/names.js';
import { openPool } from './pool.js';
import { storageError } from './errors.js';

/** Runs one statement with `$n` parameters, on a connection of its own or of a transaction. */
export type Sql = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

export interface StorageOptions {
  /** Connections for reads and admin work; default 8. */
  readonly connections?: number;
  /** Connections of the committer and workers; default 6. */
  readonly runtimeConnections?: number;
}

/** What only one process may do at a time. */
export type StorageLock = 'start';

/** An open database: pools, schema, transactions. */
export interface Storage {
  readonly url: string;
  /** For repositories: instants come as Instant text. */
  readonly pool: pg.Pool;
  /** For PgRunStore alone: prepared plans by index, pipelined. */
  readonly runtimePool: pg.Pool;
  readonly sql: Sql;
  /** One transaction: COMMIT when `work` resolves, ROLLBACK when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Runs `work` while no other process does anything under the same lock; waits for its turn without a transaction of its own. */
  alone<T>(lock: StorageLock, work: () => Promise<T>): Promise<T>;
  /** MikroORM over the same database, made on first use. Fork its `em` per unit of work. */
  orm(): Promise<MikroORM>;
  /** Brings the schema up to date, or up to a migration; safe when several processes do it at once. Answers the names that were applied. */
  migrate(upTo?: string): Promise<readonly string[]>;
  /** Names that `migrate` would apply; all of them on an empty database. */
  pendingMigrations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens pools on a PostgreSQL 14 or newer; throws UserError `database.version` or `database.encoding` on another. */
export async function openStorage(url: string, options: StorageOptions = {}): Promise<Storage> {
  const pool = openPool(url, { max: options.connections ?? 8, name: 'millrace' });
  const runtimePool = openPool(url, { max: options.runtimeConnections ?? 6, name: 'millrace-runtime', byIndex: true });
  const close = async (): Promise<void> => {
    await Promise.all([pool.end(), runtimePool.end()]);
  };
  try {
    await checkServer(pool);
  } catch (error) {
    await close();
    throw storageError(error);
  }
  let orm: Promise<MikroORM> | undefined;
  return {
    url,
    pool,
    runtimePool,
    sql: sqlOn(pool),
    transaction: (work) => inTransaction(pool, work),
    alone: (lock, work) => alone(pool, lock, work),
    orm: () => (orm ??= import('./orm.js').then(({ openOrm }) => openOrm(url))),
    migrate: (upTo) => migrate(pool, url, upTo),
    pendingMigrations: () => pendingMigrations(pool),
    close: async () => {
      await (await orm?.catch(() => undefined))?.close();
      await close();
    },
  };
}

export const sqlOn =
  (queryable: { query(config: pg.QueryConfig): Promise<pg.QueryResult> }): Sql =>
  async <Row>(text: string, values: readonly unknown[] = []) => {
    try {
      return (await queryable.query({ text, values: values as unknown[] })).rows as readonly Row[];
    } catch (error) {
      throw storageError(error);
    }
  };

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storageError(error);
  });
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(sqlOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw storageError(error);
  } finally {
    client.release(broken);
  }
}

const LOCKS: Readonly<Record<StorageLock, number>> = { start: 4_711_005 };
const ASK_AGAIN_MS = 100;

/** Asks again and again instead of waiting inside a statement: an index that is built concurrently waits for every statement that is older. */
async function alone<T>(pool: pg.Pool, lock: StorageLock, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storageError(error);
  });
  let broken = false;
  try {
    for (;;) {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCKS[lock]]);
      if (rows[0]?.mine) break;
      await pause(ASK_AGAIN_MS);
    }
    return await work();
  } catch (error) {
    throw storageError(error);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCKS[lock]]).catch(() => (broken = true));
    client.release(broken);
  }
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; encoding: string; name: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding, current_setting('server_version') as name`,
  );
  const server = rows[0];
  if (server && server.version < 140_000) {
    throw new UserError('conflict', {
      code: 'database.version',
      at: '',
      text: { en: `PostgreSQL ${server.name} is too old: 14 or newer is needed.`, 'zh-CN': `PostgreSQL ${server.name} 版本过旧：需要 14 或更新版本。` },
    });
  }
  if (server && server.encoding !== 'UTF8') {
    throw new UserError('conflict', {
      code: 'database.encoding',
      at: '',
      text: { en: `The database is encoded in ${server.encoding}: UTF8 is needed.`, 'zh-CN': `数据库编码为 ${server.encoding}：需要 UTF8。` },
    });
  }
}

const MIGRATING = 4_711_003;
const DEADLOCK = '40P01';

async function migrate(pool: pg.Pool, url: string, upTo?: string): Promise<readonly string[]> {
  if ((await pendingMigrations(pool)).length === 0) return [];
  const client = await pool.connect();
  try {
    // A process that waited here finds the schema of the one that was first.
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
    const { runMigrations } = await import('./orm.js');
    return await untilUndisturbed(() => runMigrations(url, upTo));
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATING]).catch(() => undefined);
    client.release();
  }
}

const MIGRATION_TRIES = 10;

/** Engines of the version before go on meanwhile. Where one of their statements and a change of the schema waited for each other, PostgreSQL has undone the change whole: it is made again. */
async function untilUndisturbed<T>(change: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await change();
    } catch (error) {
      if (tried === MIGRATION_TRIES || (error as { readonly code?: unknown }).code !== DEADLOCK) throw error;
      await pause(ASK_AGAIN_MS * tried);
    }
  }
}

/** Asked without MikroORM, which takes a fifth of a second and 40 MB to load. */
async function pendingMigrations(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  if (!rows[0]?.there) return migrationNames;
  const applied = await pool.query<{ name: string }>('select name from migrations');
  const names = new Set(applied.rows.map(({ name }) => name));
  return migrationNames.filter((name) => !names.has(name));
}
