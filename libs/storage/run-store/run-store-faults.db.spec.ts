import { randomUUID } from 'node:crypto';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type EffectId, effectId, type Instant, type RecordId, type RunId, TransientError, UserError, type WorkspaceId } from '#kernel';
import { type BatchRequest, type BatchWrites, type LoadedBatch, NO_WRITES, type StoredEffect, type StoredRecord } from '#runtime';
import { openPool } from '../pool.js';
import { PgDistinctPairs } from '../repositories/distinct-pairs.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { PgRunStore } from './pg-run-store.js';

const NOTHING = { records: [], runs: [], tasks: [], incidents: [], effects: [], effectsOf: [], keys: [], externalKeys: [] };

describe('the run store on PostgreSQL, when things go wrong', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());
  afterEach(async () => void (await db.storage.sql('delete from effects')));

  const workspace = (): WorkspaceId => randomUUID() as WorkspaceId;
  const batch = async (
    store: PgRunStore,
    request: Partial<BatchRequest> & { workspace: WorkspaceId },
    decide: (loaded: LoadedBatch) => Partial<BatchWrites> = () => ({}),
    prepare: () => Promise<void> = async () => undefined,
  ): Promise<void> =>
    store.batch({ ...NOTHING, ...request }, { prepare: async () => (await prepare(), []), decide: (loaded) => ({ ...NO_WRITES, ...decide(loaded) }) });
  const record = (now: Instant, over: Partial<StoredRecord> = {}): StoredRecord => ({
    id: randomUUID() as RecordId,
    object: 'deal',
    fields: {},
    ownerId: null,
    externalKey: null,
    tags: [],
    version: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    mergedInto: null,
    origin: null,
    ...over,
  });
  const count = async (where: WorkspaceId): Promise<number> =>
    (await db.storage.sql<{ n: number }>('select count(*) as n from records where workspace_id = $1', [where]))[0]?.n ?? -1;
  const killOthers = (): Promise<unknown> =>
    db.storage.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'millrace-runtime'`);

  it('a backend killed in the middle of a batch writes nothing, says try again, and the next try works', async () => {
    const store = new PgRunStore(db.storage.runtimePool);
    const at = workspace();
    const write = ({ now }: LoadedBatch): Partial<BatchWrites> => ({ records: [record(now)] });
    await expect(batch(store, { workspace: at }, write, async () => void (await killOthers()))).rejects.toBeInstanceOf(TransientError);
    expect(await count(at)).toBe(0);
    await batch(store, { workspace: at }, write);
    expect(await count(at)).toBe(1);
  });

  it('a cut connection between COMMIT sent and answered says try again, and the key tells that it was committed', async () => {
    // Lets everything through, but never the answer to the batch's last statements.
    const proxy = await openProxy(db.url);
    const pool = openPool(proxy.url, { max: 1, name: 'behind-proxy', byIndex: true });
    const store = new PgRunStore(pool);
    const at = workspace();
    const key = { source: 's', key: 'k' };
    const write = ({ now }: LoadedBatch): Partial<BatchWrites> => {
      proxy.deafen();
      return { records: [record(now)], keys: [{ ...key, bodyHash: 'h', answer: { kind: 'late' } }] };
    };
    await expect(batch(store, { workspace: at, keys: [key] }, write)).rejects.toBeInstanceOf(TransientError);
    await pool.end();
    proxy.close();
    expect(await count(at)).toBe(1);
    let known: string | undefined;
    await batch(new PgRunStore(db.storage.runtimePool), { workspace: at, keys: [key] }, (loaded) => ((known = loaded.keys.get('s\nk')?.bodyHash), {}));
    expect(known).toBe('h');
  });

  it('what people found to be two follows a merged record in the same transaction: both are there, or neither', async () => {
    const store = new PgRunStore(db.storage.runtimePool);
    const at = workspace();
    const [stays, goes, last, other] = Array.from({ length: 4 }, () => randomUUID() as RecordId) as [RecordId, RecordId, RecordId, RecordId];
    await db.storage.sql(`insert into workspaces values ($1, 'merged', 'Merged', 'UTC', 'EUR', 'en', now())`, [at]);
    await batch(store, { workspace: at }, ({ now }) => ({ records: [stays, goes, last, other].map((id) => record(now, { id })) }));
    await new PgDistinctPairs(db.storage.sql).add(at, 'deal', { a: goes, b: other }, 'somebody');
    const merge = ({ now }: LoadedBatch): Partial<BatchWrites> => ({
      records: [record(now, { id: goes, version: 2, mergedInto: stays }), record(now, { id: stays, version: 2, mergedInto: last })],
    });
    const found = async (): Promise<unknown> =>
      db.storage.sql(
        `select r.id as gone, exists (select 1 from distinct_pairs d where d.workspace_id = r.workspace_id and $2::uuid in (d.first_id, d.second_id) and $3::uuid in (d.first_id, d.second_id)) as "isTwo"
           from records r where r.workspace_id = $1::uuid and r.merged_into is not null order by r.id = $4::uuid`,
        [at, last, other, goes],
      );

    // The record that stays was changed meanwhile: everything is taken back.
    const late = batch(store, { workspace: at }, (loaded) => ({
      ...merge(loaded),
      records: [...(merge(loaded).records ?? []), record(loaded.now, { id: other, version: 1 })],
    }));
    await expect(late).rejects.toBeInstanceOf(Error);
    expect(await found()).toEqual([]);
    expect(await new PgDistinctPairs(db.storage.sql).of(at)).toHaveLength(1);

    await batch(store, { workspace: at }, merge);
    expect(await found()).toEqual([
      { gone: stays, isTwo: true },
      { gone: goes, isTwo: true },
    ]);
  });

  it('a database that is away says try again', async () => {
    const pool = openPool('postgres://nobody:x@127.0.0.1:1/none', { max: 1, name: 'away' });
    await expect(new PgRunStore(pool).sweep(1)).rejects.toBeInstanceOf(TransientError);
    await pool.end();
  });

  it("text that PostgreSQL cannot keep is the caller's error, and nothing of the batch is written", async () => {
    const store = new PgRunStore(db.storage.runtimePool);
    const at = workspace();
    for (const text of ['a\u0000b', '\ud800']) {
      const write = batch(store, { workspace: at }, ({ now }) => ({ records: [record(now), record(now, { fields: { name: text } })] }));
      await expect(write).rejects.toMatchObject({ constructor: UserError, code: 'text.unstorable' });
    }
    expect(await count(at)).toBe(0);
  });

  it('a holder of locks that stands still does not hold up others for ever: the server ends its transaction', async () => {
    const [settings] = await new PgRunStore(db.storage.runtimePool)
      .durability()
      .then(() =>
        db.storage.runtimePool
          .query(`select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock`)
          .then(({ rows }) => rows),
      );
    expect(settings).toEqual({ idle: '30s', lock: '20s' });
  });

  it('two stores racing for the same records keep every increment', async () => {
    const pools = [0, 1].map((n) => openPool(db.url, { max: 3, name: `engine-${n}`, byIndex: true }));
    const stores = pools.map((pool) => new PgRunStore(pool));
    const at = workspace();
    const ids = [randomUUID(), randomUUID(), randomUUID()] as RecordId[];
    await batch(stores[0]!, { workspace: at }, ({ now }) => ({ records: ids.map((id) => record(now, { id, fields: { n: 0 } })) }));
    const bump = (n: number): Promise<void> =>
      batch(stores[n % 2]!, { workspace: at, records: n % 3 ? ids : [...ids].reverse() }, (loaded) => ({
        records: [...loaded.records.values()].map((old) => ({ ...old, version: old.version + 1, fields: { n: Number(old.fields['n']) + 1 } })),
      }));
    await Promise.all(Array.from({ length: 60 }, (_, n) => bump(n)));
    expect(await db.storage.sql(`select distinct fields->'n' as n, version from records where workspace_id = $1`, [at])).toEqual([{ n: 60, version: 61 }]);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('folds several writes on one effect in one batch', async () => {
    const store = new PgRunStore(db.storage.runtimePool);
    const at = workspace();
    const run = randomUUID() as RunId;
    const effect = (n: number, now: Instant): StoredEffect => {
      const id = effectId(run, 1, n);
      return {
        id,
        runId: run,
        recordId: randomUUID() as RecordId,
        effect: { kind: 'timer', id, due: now, late: 'fire' },
        status: 'waiting',
        due: now,
        attempt: 0,
        epoch: 0,
        history: false,
      };
    };
    const set = (id: EffectId, status: StoredEffect['status']) => ({ kind: 'update', id, status, due: null, epoch: null, error: null }) as const;
    await batch(store, { workspace: at }, ({ now }) => ({
      effects: [
        { kind: 'insert', effect: effect(0, now), origin: null },
        { kind: 'insert', effect: effect(1, now), origin: null },
        set(effectId(run, 1, 0), 'cancelled'),
        set(effectId(run, 1, 1), 'cancelled'),
        set(effectId(run, 1, 1), 'waiting'),
      ],
    }));
    await batch(store, { workspace: at }, () => ({ effects: [set(effectId(run, 1, 0), 'waiting'), set(effectId(run, 1, 0), 'done')] }));
    const claimed = await store.claim({ worker: 'w', limit: 10, leaseMs: 1000, kinds: { only: ['timer'] } });
    expect(claimed.map(({ id }) => id)).toEqual([effectId(run, 1, 1)]);
  });

  it('chains the audit rows of racing batches without a gap', async () => {
    const store = new PgRunStore(db.storage.runtimePool);
    const at = workspace();
    const actor = { kind: 'person', id: 'ann', roles: [] } as const;
    const append = (n: number): Promise<void> =>
      batch(store, { workspace: at }, ({ now }) => ({ audit: [1, 2].map((k) => ({ at: now, actor, action: `a${n}.${k}`, target: 't', detail: null })) }));
    await Promise.all(Array.from({ length: 10 }, (_, n) => append(n)));
    expect(await db.storage.sql(`select count(*) as n, max(seq) as last, audit_verify($1) as wrong from audit where workspace_id = $1`, [at])).toEqual([
      { n: 20, last: 20, wrong: null },
    ]);
  });

  it('is durable: fsync, synchronous_commit and full_page_writes are on; off is said', async () => {
    expect(await new PgRunStore(db.storage.runtimePool).durability()).toEqual({ reduced: false, why: null });
    const relaxed = new URL(db.url);
    relaxed.searchParams.set('options', '-c synchronous_commit=off');
    const pool = openPool(relaxed.href, { max: 1, name: 'relaxed' });
    await pool.query('set synchronous_commit = off');
    expect(await new PgRunStore(pool).durability()).toEqual({ reduced: true, why: 'synchronous_commit is off' });
    await pool.end();
  });
});

interface Proxy {
  readonly url: string;
  /** From now on nothing comes back; what is sent still arrives, and then the connection is cut. */
  deafen(): void;
  close(): void;
}

async function openProxy(url: string): Promise<Proxy> {
  const target = new URL(url);
  const [host, port] = [target.hostname, Number(target.port)];
  const sockets: Socket[] = [];
  let deaf = false;
  const server: Server = createServer((down) => {
    const up = connect(port, host);
    sockets.push(down, up);
    down.on('error', () => undefined).on('data', (data) => up.write(data));
    up.on('error', () => undefined).on('data', (data) => {
      if (!deaf) return void down.write(data);
      // The server has answered, so the transaction is over.
      setTimeout(() => down.destroy(), 100);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    deafen: () => (deaf = true),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
