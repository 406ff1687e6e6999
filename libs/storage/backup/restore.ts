import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '#kernel';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { storageError } from '../errors.js';
import { sqlOn, type Sql, type Storage } from '../open-storage.js';
import { fileOf, readBackup, type Manifest, type TableFile } from './manifest.js';
import { appliedMigrations, copyList, ourTables, quoted } from './tables.js';

export interface RestoreWish {
  readonly folder: string;
  readonly onTable?: (done: number, of: number) => void;
}

/**
 * Fills an empty database from a backup: all of it in one transaction, or nothing. Every file is held against the
 * manifest before anything is touched; the schema is brought to that of the backup first and to today's afterwards.
 * Throws UserError `backup.unreadable`, `backup.newer`, `backup.damaged` or `restore.not-empty`.
 */
export async function restore(storage: Storage, { folder, onTable }: RestoreWish): Promise<Manifest> {
  const manifest = await readBackup(folder);
  await assertEmpty(storage.sql, manifest);
  await storage.migrate(manifest.migrations.at(-1));
  const client = await storage.pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    let done = 0;
    for (const table of manifest.tables) {
      await copyIn(client, table, folder);
      onTable?.((done += 1), manifest.tables.length);
    }
    await setSequences(sqlOn(client));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw storageError(error);
  } finally {
    client.release(broken);
  }
  await storage.migrate();
  await storage.sql('analyze');
  return manifest;
}

/** Only a database without a row of ours, and without a newer schema than the backup's, is filled. */
async function assertEmpty(sql: Sql, manifest: Manifest): Promise<void> {
  const applied = await appliedMigrations(sql);
  const isAhead = applied.some((name) => !manifest.migrations.includes(name));
  const tables = applied.length === 0 ? [] : await ourTables(sql);
  for (const { name } of tables) if ((await sql(`select 1 from ${quoted(name)} limit 1`)).length > 0) throw notEmpty(name);
  if (isAhead) throw notEmpty('migrations');
}

async function copyIn(client: pg.PoolClient, table: TableFile, folder: string): Promise<void> {
  const target = client.query(copyStreams.from(`copy ${copyList(table)} from stdin`));
  await pipeline(createReadStream(join(folder, fileOf(table.name))), createGunzip(), target);
  if (target.rowCount !== table.rows) throw new Error(`${table.name}: ${target.rowCount} rows came in, the backup holds ${table.rows}`);
}

/** New rows continue after the restored ones; a sequence that serves several tables, after those of all of them. */
async function setSequences(sql: Sql): Promise<void> {
  const columns = await sql<{ name: string; column: string; sequence: string }>(
    `select * from (
       select c.table_name as name, c.column_name as "column",
         coalesce(pg_get_serial_sequence(quote_ident(c.table_name), c.column_name)::regclass, substring(c.column_default from 'nextval\\(''(.+)''::regclass\\)')::regclass)::text as sequence
       from information_schema.columns c where c.table_schema = current_schema() and c.table_name <> 'migrations'
     ) s where sequence is not null`,
  );
  for (const sequence of new Set(columns.map((column) => column.sequence))) {
    const served = columns.filter((column) => column.sequence === sequence);
    const highest = served.map(({ name, column }) => `(select coalesce(max(${quoted(column)}), 0) from ${quoted(name)})`);
    await sql(`select setval($1::regclass, greatest(${highest.join(', ')}) + 1, false)`, [sequence]);
  }
}

const notEmpty = (table: string): UserError =>
  new UserError('conflict', {
    code: 'restore.not-empty',
    at: '',
    text: {
      en: `The database is not empty (${table}): a backup is restored into an empty one. Name another with DATABASE_URL, or another MILLRACE_HOME.`,
      'zh-CN': `数据库不为空（${table}）：只能恢复到空数据库。请用 DATABASE_URL 或 MILLRACE_HOME 指定另一个。`,
    },
    got: table,
  });
