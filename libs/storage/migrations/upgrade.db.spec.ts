import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TransientError } from '#kernel';
import { openStorage, type Storage } from '../open-storage.js';
import { PgRunStore } from '../run-store/pg-run-store.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { claimEffectsBefore, sweepEffectsBefore } from '../testing/version-before.js';
import { migrationNames } from './names.js';

const [FIRST, ...LATER] = migrationNames;
const PIECES = 600;

let db: TestDatabase;
/** Of the earlier engine: connections of its own. */
let earlier: Storage;
const sql = <Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => db.storage.sql<Row>(text, values);

/** The database as the first version made it. */
async function backToTheFirst(): Promise<void> {
  await sql('drop schema public cascade');
  await sql('create schema public');
  await db.storage.migrate(FIRST);
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

const columns = (): Promise<readonly Column[]> =>
  sql<Column>(
    `select table_name || '.' || column_name as name, data_type as type, is_nullable = 'YES' or column_default is not null or is_generated = 'ALWAYS' as optional
     from information_schema.columns where table_schema = 'public' order by 1`,
  );

/** Checks, keys and unique indexes: what an engine may run into when it writes. */
const rules = async (): Promise<readonly string[]> =>
  (
    await sql<{ rule: string }>(
      `select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as rule from pg_constraint where connamespace = 'public'::regnamespace
       union all select indexdef from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%' order by 1`,
    )
  ).map(({ rule }) => rule);

const routines = (): Promise<readonly Record<string, unknown>[]> =>
  sql(`select p.oid::regprocedure::text as name, md5(pg_get_functiondef(p.oid)) as body from pg_proc p where pronamespace = 'public'::regnamespace order by 1`);

beforeAll(async () => {
  db = await testDatabase();
  earlier = await openStorage(db.url);
});
afterAll(async () => {
  await earlier.close();
  await db.drop();
});

describe('the schema of a later version', () => {
  it('keeps all that engines of the version before read, and asks nothing new of what they write', async () => {
    await backToTheFirst();
    const before = { columns: await columns(), rules: await rules(), routines: await routines() };
    expect(await db.storage.migrate()).toEqual(LATER);
    const after = await columns();
    expect(after).toEqual(expect.arrayContaining([...before.columns]));
    const tables = new Set(before.columns.map(({ name }) => name.split('.')[0]));
    const added = after.filter(({ name }) => !before.columns.some((column) => column.name === name) && tables.has(name.split('.')[0]));
    expect(added.filter(({ optional }) => !optional)).toEqual([]);
    expect((await rules()).filter((rule) => tables.has(rule.split(/[ (]/)[0]) && !before.rules.includes(rule))).toEqual([]);
    expect(await routines()).toEqual(expect.arrayContaining([...before.routines]));
  });
});

describe('while the schema changes', () => {
  const workspace = randomUUID();
  const taken: { readonly id: string; readonly by: 'before' | 'today'; readonly migrated: boolean }[] = [];
  let migrated = false;

  /** What met the change of the schema half-way is told to try again, and does, as the loop does. */
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await work();
      } catch (error) {
        const { code } = (error instanceof TransientError ? error.cause : error) as { readonly code?: string };
        if (code !== '40P01' || tried === 10) throw error;
      }
    }
  };

  const claim = {
    before: async (): Promise<readonly { readonly id: string; readonly epoch: number }[]> => {
      const claiming = (): Promise<{ rows: unknown[] }> =>
        earlier.runtimePool.query({ ...claimEffectsBefore, values: ['before', 8, 30_000, [true, false]], rowMode: 'array' });
      const { rows } = await again(claiming);
      return (rows as unknown[][]).map((row) => ({ id: String(row[0]), epoch: Number(row[7]) }));
    },
    today: () => again(() => new PgRunStore(db.storage.runtimePool).claim({ worker: 'today', limit: 8, leaseMs: 30_000, kinds: { except: [] } })),
  };

  /** An engine at work until nothing is due. */
  async function work(by: 'before' | 'today'): Promise<void> {
    for (;;) {
      const claimed = await claim[by]();
      if (claimed.length === 0) return;
      for (const { id } of claimed) taken.push({ id, by, migrated });
      await again(() =>
        sql(
          `update effects e set status = 'done', ready_at = null from unnest($2::text[], $3::int[]) as c (id, epoch)
           where e.workspace_id = $1 and e.id = c.id and e.epoch = c.epoch`,
          [workspace, claimed.map(({ id }) => id), claimed.map(({ epoch }) => epoch)],
        ),
      );
    }
  }

  const pile = (from: number): Promise<unknown> =>
    sql(
      `insert into effects (workspace_id, id, run_id, record_id, is_timer, effect, status, due, ready_at, attempt, epoch)
       select $1::uuid, 'e' || n, gen_random_uuid(), gen_random_uuid(), n % 3 = 0,
         case when n % 3 = 0 then '{"kind":"timer"}'::jsonb else '{"kind":"step","step":"email.send"}'::jsonb end, 'waiting', now(), now(), 0, 0
       from generate_series($2::int, $2::int + $3::int - 1) n`,
      [workspace, from, PIECES],
    );

  it('engines of the version before and, once it has changed, of today do each piece of work once', async () => {
    await backToTheFirst();
    await pile(0);
    const migrating = db.storage.migrate().then((names) => {
      migrated = true;
      return names;
    });
    await Promise.all([work('before'), work('before'), migrating.then(() => work('today'))]);
    expect(await migrating).toEqual(LATER);
    await pile(PIECES);
    await Promise.all([work('before'), work('today')]);
    expect(taken).toHaveLength(2 * PIECES);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(2 * PIECES);
    const kinds = new Set(taken.map((piece) => `${piece.by} ${piece.migrated ? 'after' : 'earlier'}`));
    expect([...kinds]).toEqual(expect.arrayContaining(['before earlier', 'before after', 'today after']));
  });

  it('and the earlier one sees by its own question what is due', async () => {
    await pile(2 * PIECES);
    const { rows } = await earlier.runtimePool.query({ ...sweepEffectsBefore, values: [5_000], rowMode: 'array' });
    expect((rows as unknown[][])[0]?.[0]).toBe(PIECES);
  });
});
