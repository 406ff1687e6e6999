import { mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordId, RunId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { backUp } from './backup.js';
import { MANIFEST, type Manifest } from './manifest.js';
import { restore } from './restore.js';
import { ourTables, quoted } from './tables.js';

let folder = '';
let at: TestWorkspace;
let source: Storage;
const databases: TestDatabase[] = [];
const made = (name: string): string => join(folder, name);
const empty = async (): Promise<Storage> => {
  const database = await testDatabase();
  databases.push(database);
  return database.storage;
};

/** Every row of every table, in an order of its own, as text. */
async function contents(storage: Storage): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name } of await ourTables(storage.sql)) {
    const [row] = await storage.sql<{ text: string | null; n: number }>(
      `select md5(string_agg(t.text, E'\\n' order by t.text)) as text, count(*)::int as n from (select to_jsonb(x)::text as text from ${quoted(name)} x) t`,
    );
    all[name] = row;
  }
  return all;
}

const command = (body: Parameters<TestWorkspace['runtime']['submit']>[0]['body']) => ({
  workspace: at.workspace,
  actor: OWNER,
  source: 'test',
  key: null,
  occurredAt: null,
  history: false,
  origin: null,
  body,
});

/** A deal in the pipeline. */
async function deal(): Promise<RunId> {
  const [recordId, runId] = [at.importParts.ids.next() as RecordId, at.importParts.ids.next() as RunId];
  await at.runtime.submit(command({ kind: 'record.create', recordId, object: 'deal', fields: { name: 'Zoë\t\\N "x"\n' }, externalKey: null, ownerId: null }));
  await at.runtime.submit(command({ kind: 'run.start', runId, recordId, pipeline: 'b2b-sales', vars: {}, at: null }));
  return runId;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-backup-'));
  at = await testWorkspace();
  source = at.storage;
  await at.install(['b2b-sales']);
  for (let n = 0; n < 20; n += 1) await deal();
});
afterAll(async () => {
  await at.close();
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('restored into an empty database is the same, row by row, and work goes on after it', async () => {
    const manifest = await backUp(source, { folder: made('plain'), engine: '0.1.0' });
    expect(manifest.tables.find(({ name }) => name === 'runs')).toMatchObject({ rows: 20 });
    const target = await empty();
    expect(await restore(target, { folder: made('plain') })).toEqual(manifest);
    expect(await contents(target)).toEqual(await contents(source));
    const [next] = await target.sql<{ isAfter: boolean }>(
      `select nextval('journal_position') > greatest((select max(position) from journal), (select max(position) from record_edits)) as "isAfter"`,
    );
    expect(next).toEqual({ isAfter: true });
  });

  it('shows one moment while others write: every run is as long as its journal', async () => {
    const state = { isOver: false };
    const writing = (async () => {
      while (!state.isOver) await deal();
    })();
    for (const name of ['busy-1', 'busy-2']) {
      await backUp(source, { folder: made(name), engine: '0.1.0' });
      const target = await empty();
      await restore(target, { folder: made(name) });
      const torn = await target.sql(
        `select r.id from runs r left join (select run_id, max(seq) as seq from journal group by run_id) j on j.run_id = r.id where r.seq is distinct from j.seq
         union all select e.run_id from effects e left join runs r on r.id = e.run_id where r.id is null`,
      );
      expect(torn).toEqual([]);
    }
    state.isOver = true;
    await writing;
  });

  it('leaves nothing half made behind, and takes no folder that holds something', async () => {
    await writeFile(made('taken'), '');
    await expect(backUp(source, { folder, engine: '0.1.0' })).rejects.toMatchObject({ code: 'backup.target' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

describe('a restore', () => {
  const damaged = async (name: string, damage: (path: (file: string) => string) => Promise<void>): Promise<Storage> => {
    await backUp(source, { folder: made(name), engine: '0.1.0' });
    await damage((file) => join(made(name), file));
    return empty();
  };
  const isEmpty = async (storage: Storage): Promise<boolean> => (await storage.sql('select 1 from workspaces')).length === 0;
  const edited = async (path: string, change: (manifest: Manifest) => unknown): Promise<void> =>
    writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as Manifest)));

  it.each([
    ['cut', 'backup.damaged', (path: (file: string) => string) => truncate(path('journal.copy.gz'), 100)],
    ['missing', 'backup.damaged', (path: (file: string) => string) => unlink(path('runs.copy.gz'))],
    ['changed', 'backup.damaged', (path: (file: string) => string) => writeFile(path('notes.copy.gz'), 'x')],
    ['unfinished', 'backup.unreadable', (path: (file: string) => string) => unlink(path(MANIFEST))],
    ['newer', 'backup.newer', (path: (file: string) => string) => edited(path(MANIFEST), (m) => ({ ...m, migrations: [...m.migrations, '9999-later'] }))],
    ['of another kind', 'backup.newer', (path: (file: string) => string) => edited(path(MANIFEST), (m) => ({ ...m, format: 'other/1' }))],
  ])('of a backup that is %s is refused before anything is written', async (name, code, damage) => {
    const target = await damaged(name, damage);
    await expect(restore(target, { folder: made(name) })).rejects.toMatchObject({ code });
    expect(await isEmpty(target)).toBe(true);
  });

  it('goes into an empty database only', async () => {
    await backUp(source, { folder: made('full'), engine: '0.1.0' });
    await expect(restore(source, { folder: made('full') })).rejects.toMatchObject({ code: 'restore.not-empty' });
  });

  it('that fails in the middle leaves nothing', async () => {
    await backUp(source, { folder: made('half'), engine: '0.1.0' });
    await edited(join(made('half'), MANIFEST), (m) => ({ ...m, tables: m.tables.map((t) => (t.name === 'runs' ? { ...t, rows: t.rows + 1 } : t)) }));
    const target = await empty();
    await expect(restore(target, { folder: made('half') })).rejects.toThrow('runs');
    expect(await isEmpty(target)).toBe(true);
  });
});
