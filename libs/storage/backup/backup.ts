import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { UserError } from '#kernel';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { storageError } from '../errors.js';
import { sqlOn, type Storage } from '../open-storage.js';
import { FORMAT, MANIFEST, fileOf, fingerprint, type Manifest, type TableFile } from './manifest.js';
import { appliedMigrations, copyList, ourTables, type TableColumns } from './tables.js';

export interface BackupWish {
  /** Must not exist yet, or be empty. */
  readonly folder: string;
  /** Version of this program. */
  readonly engine: string;
  readonly onTable?: (done: number, of: number) => void;
}

/**
 * Writes everything as it is at one moment, while others go on working: one transaction that sees one snapshot, one
 * compressed file a table, in bounded memory. It is written beside and moved into place when it is complete. Throws
 * UserError `backup.target`.
 */
export async function backUp(storage: Storage, { folder, engine, onTable }: BackupWish): Promise<Manifest> {
  await assertFree(folder);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const client = await storage.pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    const sql = sqlOn(client);
    const [time] = await sql<{ now: string }>('select now() as now');
    const tables = await ourTables(sql);
    const files: TableFile[] = [];
    for (const table of tables) {
      files.push(await copyOut(client, table, partial));
      onTable?.(files.length, tables.length);
    }
    const manifest: Manifest = { format: FORMAT, engine, migrations: [...(await appliedMigrations(sql))], takenAt: time?.now ?? '', tables: files };
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await onDisk(partial);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await synced(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw storageError(error);
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function assertFree(folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.length === 0) return;
  throw new UserError('conflict', {
    code: 'backup.target',
    at: '',
    text: { en: `${folder} is not empty. A backup goes into a folder of its own.`, 'zh-CN': `${folder} 不为空。备份需要单独的文件夹。` },
    got: folder,
  });
}

async function copyOut(client: pg.PoolClient, table: TableColumns, folder: string): Promise<TableFile> {
  const path = join(folder, fileOf(table.name));
  const source = client.query(copyStreams.to(`copy ${copyList(table)} to stdout`));
  await pipeline(source, createGzip({ level: 5 }), createWriteStream(path, { mode: 0o600 }));
  const written = await fingerprint(path);
  if (!written) throw new Error(`${path} was not written`);
  return { name: table.name, columns: [...table.columns], rows: source.rowCount, ...written };
}

async function onDisk(folder: string): Promise<void> {
  for (const file of await readdir(folder)) await synced(join(folder, file));
  await synced(folder);
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  // A folder cannot be synced everywhere; where it cannot, its files are.
  await file.sync().catch(() => undefined);
  await file.close();
}
