import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '#kernel';
import { z } from 'zod';
import { migrationNames } from '../migrations/names.js';

export const FORMAT = 'millrace-backup/1';
export const MANIFEST = 'manifest.json';

const table = z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), bytes: z.number(), sha256: z.string() });
const shape = z.object({
  format: z.string(),
  /** Version of the program that made it. */
  engine: z.string(),
  /** Migrations applied to the database, in order. */
  migrations: z.array(z.string()),
  /** The database's time of the one moment that the backup shows. */
  takenAt: z.string(),
  tables: z.array(table),
});

/** What a backup holds: one compressed file a table, all of one moment. */
export type Manifest = z.output<typeof shape>;
export type TableFile = z.output<typeof table>;

export const fileOf = (table: string): string => `${table}.copy.gz`;

/** Reads a manifest and holds every file against it. Throws UserError `backup.unreadable`, `backup.newer` or `backup.damaged`. */
export async function readBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const known: readonly string[] = migrationNames;
  if (manifest.format !== FORMAT || !manifest.migrations.every((name, n) => known[n] === name)) throw newer(manifest);
  for (const file of manifest.tables) {
    const found = await fingerprint(join(folder, fileOf(file.name)));
    if (found?.sha256 !== file.sha256) throw damaged(fileOf(file.name));
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return shape.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch {
    throw new UserError('not-found', {
      code: 'backup.unreadable',
      at: '',
      text: {
        en: `There is no complete backup in ${folder}: ${MANIFEST} is missing or unreadable.`,
        'zh-CN': `${folder} 中没有完整的备份：${MANIFEST} 缺失或无法读取。`,
      },
    });
  }
}

/** Size and SHA-256 of a file; null when it is not there. */
export async function fingerprint(path: string): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
      }
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

const newer = ({ engine }: Manifest): UserError =>
  new UserError('conflict', {
    code: 'backup.newer',
    at: '',
    text: {
      en: `This backup was made by Millrace ${engine} with a schema that this version does not know. Restore it with that version.`,
      'zh-CN': `此备份由 Millrace ${engine} 创建，其数据库结构为本版本所未知。请用该版本恢复。`,
    },
    got: engine,
  });

const damaged = (file: string): UserError =>
  new UserError('conflict', {
    code: 'backup.damaged',
    at: '',
    text: {
      en: `The backup is damaged: ${file} is missing or not as it was written. Nothing was restored.`,
      'zh-CN': `备份已损坏：${file} 缺失或内容已变。未恢复任何数据。`,
    },
    got: file,
  });
