import { describe, expect, it } from '@jest/globals';
import { type EffectId, type Instant, type RecordId, type RunId, TransientError, type WorkspaceId, addMs, effectId } from '#kernel';
import type { Actor, Effect, JournalEntry, StateId } from '#pipeline';
import { NO_WRITES } from './no-writes.js';
import type { BatchRequest, BatchWrites, LoadedBatch, RunStore, StoredEffect, StoredIncident, StoredRecord, StoredRun, StoredTask } from './ports.js';
import { ALL_KINDS } from './work-kinds.js';

/* Long on purpose: every promise a store makes stands in this one list, so that no store is tried against half of it. */

/** A store to be tried. Every test gets a fresh one, or at least workspaces that nobody used. */
export interface StoreUnderTest {
  readonly store: RunStore;
  /** A workspace without rows; another one at each call. */
  workspace(): Promise<WorkspaceId>;
  /** A UUID that was not used before. */
  id(): string;
  /** Lets the store's own time go on by at least this much (short: up to a second). */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const ACTOR: Actor = { kind: 'person', id: 'ann', roles: [] };

/** Everything of the port's promises that can be seen from outside, for each store the same. */
export function describeRunStore(name: string, make: () => Promise<StoreUnderTest>): void {
  const withStore = async (test: (bench: ContractBench) => Promise<void>): Promise<void> => {
    const under = await make();
    try {
      await test(new ContractBench(under, await under.workspace()));
    } finally {
      await under.close();
    }
  };
  describe(`run store: ${name}`, () => {
    describeBatches(withStore);
    describeRaces(withStore);
    describeClaims(withStore);
    describeReads(withStore);
  });
}

type WithStore = (test: (bench: ContractBench) => Promise<void>) => Promise<void>;

/** Shorthands over the store under test. */
class ContractBench {
  constructor(
    readonly under: StoreUnderTest,
    readonly workspace: WorkspaceId,
  ) {}
  get store(): RunStore {
    return this.under.store;
  }
  id<Id extends string>(): Id {
    return this.under.id() as Id;
  }

  request(over: Partial<BatchRequest>): BatchRequest {
    return { workspace: this.workspace, records: [], runs: [], tasks: [], incidents: [], effects: [], effectsOf: [], keys: [], externalKeys: [], ...over };
  }
  /** One batch; answers what it loaded. */
  async batch(
    request: Partial<BatchRequest>,
    decide: (loaded: LoadedBatch) => Partial<BatchWrites> = () => ({}),
    further: readonly RecordId[] = [],
  ): Promise<LoadedBatch> {
    let seen: LoadedBatch | undefined;
    await this.store.batch(this.request(request), {
      prepare: async () => further,
      decide: (loaded) => {
        seen = loaded;
        return { ...NO_WRITES, ...decide(loaded) };
      },
    });
    if (!seen) throw new Error('decide was not called');
    return seen;
  }
  write(decide: (loaded: LoadedBatch) => Partial<BatchWrites>, request: Partial<BatchRequest> = {}): Promise<LoadedBatch> {
    return this.batch(request, decide);
  }

  record(now: Instant, over: Partial<StoredRecord> = {}): StoredRecord {
    return {
      id: this.id<RecordId>(),
      object: 'deal',
      fields: { name: 'A', nested: { list: [1, 'zwei', null, true] } },
      ownerId: 'ann',
      externalKey: null,
      tags: ['x', 'y'],
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
      mergedInto: null,
      origin: null,
      ...over,
    };
  }
  run(record: StoredRecord, over: Partial<StoredRun> = {}): StoredRun {
    const snapshot = { status: 'active', configuration: ['a' as StateId], history: {}, vars: { n: 1 }, outcome: null, waits: [] } as const;
    const at = record.createdAt;
    return {
      id: this.id<RunId>(),
      recordId: record.id,
      pipeline: 'p',
      version: 1,
      rulesRevision: 0,
      seq: 1,
      snapshot,
      stage: 'a',
      startedAt: at,
      endedAt: null,
      updatedAt: at,
      before: { snapshot, fields: { name: 'B' } },
      origin: 'sample',
      ...over,
    };
  }
  entry(run: StoredRun, seq: number): JournalEntry {
    const event =
      seq === 1 ? ({ kind: 'started', vars: {}, at: null } as const) : ({ kind: 'sent', name: `e${seq}`, payload: { z: 1, a: [2] }, fields: {} } as const);
    return {
      run: run.id,
      seq,
      version: 1,
      rulesRevision: 0,
      event,
      actor: ACTOR,
      occurredAt: run.startedAt,
      history: false,
      from: [],
      to: ['a' as StateId],
      taken: [],
      decisions: [{ at: '/x', held: true, read: { 'record.name': 'A' } }],
      actions: [],
      effects: [],
      personal: ['secret'],
    };
  }
  effect(run: StoredRun, n: number, due: Instant, over: Partial<Extract<Effect, { kind: 'step' }>> | 'timer' = {}): StoredEffect {
    const id = effectId(run.id, 1, n);
    const step: Effect = {
      kind: 'step',
      id,
      step: 's',
      input: { to: 'x' },
      invoke: null,
      handlesError: false,
      retry: { attempts: 5, backoffMs: 1000, timeoutMs: 1000 },
      delivery: 'at-least-once',
      ...(over === 'timer' ? {} : over),
    };
    const effect: Effect = over === 'timer' ? { kind: 'timer', id, due, late: 'fire' } : step;
    return { id, runId: run.id, recordId: run.recordId, effect, status: 'waiting', due, attempt: 0, epoch: 0, history: false };
  }
  /** A record with one run and its first row. */
  async seed(effects: (run: StoredRun, now: Instant) => readonly StoredEffect[] = () => []): Promise<{ record: StoredRecord; run: StoredRun }> {
    let made: { record: StoredRecord; run: StoredRun } | undefined;
    await this.write(({ now }) => {
      const record = this.record(now);
      const run = this.run(record);
      made = { record, run };
      return {
        records: [record],
        runs: [{ run, expectedSeq: 0 }],
        journal: [{ entry: this.entry(run, 1), recordId: record.id, source: 'test', key: null, origin: null }],
        effects: effects(run, now).map((effect) => ({ kind: 'insert', effect, origin: null })),
      };
    });
    if (!made) throw new Error('not seeded');
    return made;
  }
  async effectNow(id: EffectId): Promise<StoredEffect | undefined> {
    return (await this.batch({ effects: [id] })).effects.get(id);
  }
  /** Claims what is due of this workspace alone (other tests may leave work behind). */
  /** What a sweep finds due of this workspace. */
  async due(limit = 1000): Promise<Awaited<ReturnType<RunStore['sweep']>>['due']> {
    return (await this.store.sweep(limit)).due.filter(({ workspace }) => workspace === this.workspace);
  }
  async claim(over: Partial<Parameters<RunStore['claim']>[0]> = {}): Promise<Awaited<ReturnType<RunStore['claim']>>> {
    const claimed = await this.store.claim({ worker: 'w', limit: 1000, leaseMs: 30_000, kinds: ALL_KINDS, ...over });
    return claimed.filter((effect) => effect.workspace === this.workspace);
  }
}

function describeBatches(withStore: WithStore): void {
  describe('a batch', () => {
    it('writes rows that come back as they were', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        const loaded = await bench.batch({ records: [record.id] });
        expect(loaded.records.get(record.id)).toEqual(record);
        expect(loaded.runs.get(run.id)).toEqual(run);
        expect(await bench.store.readRun(bench.workspace, run.id)).toEqual(run);
        expect(await bench.store.readJournal(bench.workspace, run.id, 1, 10)).toEqual([bench.entry(run, 1)]);
      }));

    it('loads the record of a run asked for, and its other open runs, but no ended ones', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        const other = bench.run(record, { pipeline: 'q' });
        const ended = bench.run(record, { pipeline: 'r', endedAt: record.createdAt, snapshot: { ...run.snapshot, status: 'done', outcome: 'won' } });
        const rows = [other, ended].map((each) => ({ run: each, expectedSeq: 0 }));
        await bench.write(() => ({
          runs: rows,
          journal: rows.map((row) => ({ entry: bench.entry(row.run, 1), recordId: record.id, source: 's', key: null, origin: null })),
        }));
        const loaded = await bench.batch({ runs: [run.id] });
        expect([...loaded.records.keys()]).toEqual([record.id]);
        expect([...loaded.runs.keys()].sort()).toEqual([run.id, other.id].sort());
        expect((await bench.batch({ runs: [ended.id] })).runs.get(ended.id)).toEqual(ended);
      }));

    it('reads further records that prepare names', () =>
      withStore(async (bench) => {
        const { record } = await bench.seed();
        const second = await bench.seed();
        const loaded = await bench.batch({ records: [record.id] }, undefined, [second.record.id, bench.id<RecordId>()]);
        expect([...loaded.records.keys()].sort()).toEqual([record.id, second.record.id].sort());
        expect(loaded.runs.has(second.run.id)).toBe(false);
      }));

    it('writes nothing when decide throws, and nothing when prepare does', () =>
      withStore(async (bench) => {
        const { record } = await bench.seed();
        const boom = (): never => {
          throw new Error('boom');
        };
        await expect(bench.batch({ records: [record.id] }, boom)).rejects.toThrow('boom');
        await expect(bench.store.batch(bench.request({ records: [record.id] }), { prepare: async () => boom(), decide: () => NO_WRITES })).rejects.toThrow(
          'boom',
        );
        expect((await bench.batch({ records: [record.id] })).records.get(record.id)).toEqual(record);
      }));

    it('keeps tasks, closes them unseen, and loads those of a run on request', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        const task = (id: string, runId: RunId | null): StoredTask => ({
          id,
          recordId: record.id,
          runId,
          title: 'T',
          due: record.createdAt,
          assignee: { role: 'manager' },
          approval: { approve: 'yes', reject: 'no', invokeEffect: null },
          status: 'open',
          answer: null,
          createdAt: record.createdAt,
          closedAt: null,
          origin: null,
        });
        const [ofRun, plain] = [task(effectId(run.id, 1, 7), run.id), task(bench.id(), null)];
        await bench.write(() => ({ tasks: [ofRun, plain] }));
        expect([...(await bench.batch({ tasks: [plain.id] })).tasks.values()]).toEqual([plain]);
        expect([...(await bench.batch({ runs: [run.id], effectsOf: [run.id] })).tasks.values()]).toEqual([ofRun]);
        await bench.write(({ now }) => ({ taskCloses: [{ id: ofRun.id, closedAt: now }] }));
        expect((await bench.batch({ tasks: [ofRun.id] })).tasks.get(ofRun.id)).toMatchObject({ status: 'done', closedAt: expect.any(String) });
      }));

    it('takes notes, notifications, refusals, incidents, edits and audit rows', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        const at = record.createdAt;
        const incident: StoredIncident = {
          id: effectId(run.id, 1, 3),
          runId: run.id,
          recordId: record.id,
          effect: null,
          step: null,
          input: null,
          reason: 'why',
          status: 'open',
          openedAt: at,
        };
        await bench.write(() => ({
          notes: [{ id: bench.id(), recordId: record.id, runId: null, text: 'hello', actor: ACTOR, at, origin: null }],
          notifications: [{ id: bench.id(), recordId: record.id, to: { owner: true }, text: 'look', at }],
          refusals: [
            {
              id: bench.id(),
              runId: run.id,
              recordId: record.id,
              event: 'win',
              actor: ACTOR,
              at,
              reasons: [{ code: 'event.not-expected', text: { en: 'no' }, at: null }],
            },
          ],
          incidents: [incident],
          edits: [{ recordId: record.id, what: 'changed', changes: { name: ['a', null] }, actor: ACTOR, at, origin: null }],
          audit: [{ at, actor: ACTOR, action: 'record.delete', target: record.id, detail: { a: 1 } }],
        }));
        expect([...(await bench.batch({ incidents: [incident.id] })).incidents.values()]).toEqual([incident]);
      }));

    it('finds keys and external keys; a record found by its external key is loaded with its runs', () =>
      withStore(async (bench) => {
        const answer = { kind: 'late' } as const;
        const record = { current: null as StoredRecord | null };
        await bench.write(({ now }) => {
          record.current = bench.record(now, { externalKey: 'x 1' });
          return { records: [record.current], keys: [{ source: 's', key: 'k', bodyHash: 'h', answer }] };
        });
        const loaded = await bench.batch({
          keys: [
            { source: 's', key: 'k' },
            { source: 's', key: 'other' },
            { source: 't', key: 'k' },
          ],
          externalKeys: [
            { object: 'deal', key: 'x 1' },
            { object: 'lead', key: 'x 1' },
          ],
        });
        expect([...loaded.keys]).toEqual([['s\nk', { bodyHash: 'h', answer }]]);
        expect([...loaded.externalKeys]).toEqual([['deal\nx 1', record.current?.id]]);
        expect([...loaded.records.values()]).toEqual([record.current]);
      }));

    it('leads the external key of a merged record to the one it was merged into, and moves a task to another record', () =>
      withStore(async (bench) => {
        const made = { stays: null as StoredRecord | null, goes: null as StoredRecord | null, task: null as StoredTask | null };
        await bench.write(({ now }) => {
          made.stays = bench.record(now);
          made.goes = bench.record(now, { externalKey: 'm 1' });
          made.task = {
            ...{ id: bench.id(), recordId: made.goes.id, runId: null, title: 'Call', due: null, assignee: null, approval: null },
            ...{ status: 'open', answer: null, createdAt: now, closedAt: null, origin: null },
          };
          return { records: [made.stays, made.goes], tasks: [made.task] };
        });
        const { stays, goes, task } = made;
        if (!stays || !goes || !task) throw new Error('nothing was written');
        const merged = { ...goes, version: 2, deletedAt: goes.createdAt, mergedInto: stays.id };
        await bench.write(() => ({ records: [merged], tasks: [{ ...task, recordId: stays.id }] }));
        const loaded = await bench.batch({ externalKeys: [{ object: 'deal', key: 'm 1' }], tasks: [task.id] });
        expect([...loaded.externalKeys]).toEqual([['deal\nm 1', stays.id]]);
        expect(loaded.records.get(goes.id)).toEqual(merged);
        expect(loaded.records.get(stays.id)).toEqual(stays);
        expect(loaded.tasks.get(task.id)?.recordId).toBe(stays.id);
      }));

    it('sees nothing of another workspace', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        await bench.write(() => ({ keys: [{ source: 's', key: 'k', bodyHash: 'h', answer: { kind: 'late' } }] }));
        const stranger = new ContractBench(bench.under, await bench.under.workspace());
        const loaded = await stranger.batch({ records: [record.id], runs: [run.id], effectsOf: [run.id], keys: [{ source: 's', key: 'k' }] }, undefined, [
          record.id,
        ]);
        expect([loaded.records.size, loaded.runs.size, loaded.keys.size]).toEqual([0, 0, 0]);
        expect(await stranger.store.readRun(stranger.workspace, run.id)).toBeNull();
        expect(await stranger.store.readJournal(stranger.workspace, run.id, 1, 10)).toEqual([]);
      }));

    it('keeps every character', () =>
      withStore(async (bench) => {
        const text = 'Ünïcödé 漢字 😀 "quotes" \\ back\nline {"a":1} \u2028 %s $1';
        const { record } = await bench.seed();
        await bench.write(() => ({ records: [{ ...record, fields: { [text]: text }, tags: [text, 'a,b', '{c}'], version: 2 }] }), { records: [record.id] });
        expect((await bench.batch({ records: [record.id] })).records.get(record.id)).toMatchObject({
          fields: { [text]: text },
          tags: [text, 'a,b', '{c}'],
          version: 2,
        });
      }));
  });
}

function describeRaces(withStore: WithStore): void {
  const seqWrite = (bench: ContractBench, run: StoredRun, expectedSeq: number, seq: number): Partial<BatchWrites> => ({
    runs: [{ run: { ...run, seq }, expectedSeq }],
    journal: [{ entry: bench.entry(run, seq), recordId: run.recordId, source: 's', key: null, origin: null }],
  });

  describe('of two writers', () => {
    it('the one with an outdated seq fails as a whole, with a TransientError', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        await bench.write(() => seqWrite(bench, run, 1, 2));
        const note = { id: bench.id<string>(), recordId: record.id, runId: null, text: 'lost', actor: ACTOR, at: record.createdAt, origin: null };
        const late = bench.write(() => ({ ...seqWrite(bench, run, 1, 2), records: [{ ...record, version: 9 }], notes: [note] }));
        await expect(late).rejects.toBeInstanceOf(TransientError);
        const loaded = await bench.batch({ records: [record.id] });
        expect(loaded.records.get(record.id)?.version).toBe(1);
        expect(loaded.runs.get(run.id)?.seq).toBe(2);
        expect(await bench.store.readJournal(bench.workspace, run.id, 1, 10)).toHaveLength(2);
      }));

    it('the second waits for the first and sees what it wrote', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed();
        const seen: number[] = [];
        const step = (): Promise<LoadedBatch> =>
          bench.batch({ records: [record.id] }, (loaded) => {
            const current = loaded.runs.get(run.id);
            if (!current) throw new Error('no run');
            seen.push(current.seq);
            return seqWrite(bench, current, current.seq, current.seq + 1);
          });
        await Promise.all([step(), step(), step(), step(), step()]);
        expect(seen).toEqual([1, 2, 3, 4, 5]);
        expect((await bench.store.readJournal(bench.workspace, run.id, 1, 100)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
      }));

    it('by run or by record, in any order of names, neither deadlocks', () =>
      withStore(async (bench) => {
        const seeded = [await bench.seed(), await bench.seed(), await bench.seed()];
        const records = seeded.map(({ record }) => record.id).sort();
        const runs = seeded.map(({ run }) => run.id).sort();
        const bump = (loaded: LoadedBatch): Partial<BatchWrites> => ({
          records: [...loaded.records.values()].map((record) => ({ ...record, version: record.version + 1 })),
        });
        await Promise.all(Array.from({ length: 12 }, (_, n) => bench.batch(n % 2 ? { records } : { runs }, bump)));
        expect([...(await bench.batch({ records })).records.values()].map(({ version }) => version)).toEqual([13, 13, 13]);
      }));

    it('only one may use a key first; the other sees its answer or is told to come again', () =>
      withStore(async (bench) => {
        const keys = [{ source: 's', key: 'once' }];
        const use = async (n: number): Promise<string> => {
          for (;;) {
            try {
              let known = '';
              await bench.batch({ keys }, (loaded) => {
                known = loaded.keys.get('s\nonce')?.bodyHash ?? '';
                return known ? {} : { keys: [{ source: 's', key: 'once', bodyHash: `h${n}`, answer: { kind: 'late' } }] };
              });
              return known || `h${n}`;
            } catch (error) {
              if (!(error instanceof TransientError)) throw error;
            }
          }
        };
        const answers = await Promise.all([1, 2, 3, 4].map(use));
        expect(new Set(answers).size).toBe(1);
      }));

    it('only one may use an external key, and only one may hold the open run of a record and pipeline', () =>
      withStore(async (bench) => {
        const { record } = await bench.seed();
        await bench.write(({ now }) => ({ records: [bench.record(now, { externalKey: 'e' })] }));
        await expect(bench.write(({ now }) => ({ records: [bench.record(now, { externalKey: 'e' })] }))).rejects.toBeInstanceOf(TransientError);
        await bench.write(({ now }) => ({ records: [bench.record(now, { externalKey: 'e', object: 'lead' })] }));
        const rival = bench.run(record);
        await expect(bench.write(() => ({ runs: [{ run: rival, expectedSeq: 0 }] }))).rejects.toBeInstanceOf(TransientError);
      }));
  });
}

function describeClaims(withStore: WithStore): void {
  const held = (bench: ContractBench, effect: { readonly id: EffectId; readonly epoch: number }): { workspace: WorkspaceId; id: EffectId; epoch: number } => ({
    workspace: bench.workspace,
    id: effect.id,
    epoch: effect.epoch,
  });

  describe('claiming', () => {
    it('takes what is due, once, oldest first; attempt and epoch grow', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [
          bench.effect(r, 0, addMs(now, -10)),
          bench.effect(r, 1, addMs(now, -2000)),
          bench.effect(r, 2, addMs(now, 3_600_000)),
        ]);
        const claimed = await bench.claim();
        expect(claimed.map(({ id }) => id)).toEqual([effectId(run.id, 1, 1), effectId(run.id, 1, 0)]);
        expect(claimed[0]).toMatchObject({
          workspace: bench.workspace,
          runId: run.id,
          recordId: run.recordId,
          status: 'claimed',
          attempt: 1,
          epoch: 1,
          expired: false,
          history: false,
          effect: { kind: 'step', input: { to: 'x' } },
        });
        expect(claimed[0]?.lateByMs).toBeGreaterThanOrEqual(2000);
        expect(claimed.every(({ leaseUntil, due }) => leaseUntil > due)).toBe(true);
        expect(await bench.claim()).toEqual([]);
        expect(await bench.effectNow(effectId(run.id, 1, 1))).toMatchObject({ status: 'claimed', attempt: 1, epoch: 1 });
      }));

    it.each([
      [{ only: ['timer'] }, [0]],
      [{ except: ['timer'] }, [1]],
      [{ only: ['s', 'timer'] }, [0, 1]],
      [{ only: ['other'] }, []],
      [ALL_KINDS, [0, 1]],
    ] as const)('of %j takes those', (kinds, ns) =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [bench.effect(r, 0, addMs(now, -20), 'timer'), bench.effect(r, 1, addMs(now, -10))]);
        expect((await bench.claim({ kinds })).map(({ id }) => id)).toEqual(ns.map((n) => effectId(run.id, 1, n)));
      }),
    );

    it('gives no piece to two who claim at the same time', () =>
      withStore(async (bench) => {
        await bench.seed((r, now) => Array.from({ length: 50 }, (_, n) => bench.effect(r, n, addMs(now, -n))));
        const all = (await Promise.all(Array.from({ length: 5 }, (_, n) => bench.claim({ worker: `w${n}`, limit: 20 })))).flat();
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }));

    it('takes again what an expired lease held, and says so', () =>
      withStore(async (bench) => {
        await bench.seed((r, now) => [bench.effect(r, 0, now)]);
        const [first] = await bench.claim({ leaseMs: 50 });
        expect(await bench.claim({ leaseMs: 50 })).toEqual([]);
        await bench.under.pass(80);
        const [second] = await bench.claim();
        expect(second).toMatchObject({ id: first?.id, attempt: 2, epoch: 2, expired: true });
      }));

    it('renew prolongs what is held and names what was lost', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [bench.effect(r, 0, now), bench.effect(r, 1, now)]);
        const [a, b] = await bench.claim({ leaseMs: 100 });
        if (!a || !b) throw new Error('nothing claimed');
        await bench.write(() => ({ effects: [{ kind: 'update', id: b.id, status: 'cancelled', due: null, epoch: null, error: null }] }));
        const lost = await bench.store.renew([held(bench, a), held(bench, b), { ...held(bench, a), epoch: 7 }], 30_000);
        expect(lost).toEqual(expect.arrayContaining([b.id]));
        await bench.under.pass(150);
        expect(await bench.claim()).toEqual([]);
        expect(await bench.effectNow(effectId(run.id, 1, 0))).toMatchObject({ status: 'claimed', epoch: 1 });
      }));

    it('release gives back at once, without counting the attempt', () =>
      withStore(async (bench) => {
        await bench.seed((r, now) => [bench.effect(r, 0, now)]);
        const [first] = await bench.claim();
        if (!first) throw new Error('nothing claimed');
        await bench.store.release([{ ...held(bench, first), epoch: 9 }]);
        expect(await bench.claim()).toEqual([]);
        await bench.store.release([held(bench, first)]);
        expect(await bench.claim()).toMatchObject([{ id: first.id, attempt: 1, epoch: 2, expired: false }]);
      }));

    it('an update counts only at its epoch; status, due, attempt and input are written', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [bench.effect(r, 0, now)]);
        const id = effectId(run.id, 1, 0);
        await bench.claim();
        const update = (epoch: number | null, over: object): Promise<LoadedBatch> =>
          bench.write(({ now }) => ({ effects: [{ kind: 'update', id, status: 'waiting', due: addMs(now, -5), epoch, error: { code: 'x' }, ...over }] }));
        await update(5, { status: 'done' });
        expect(await bench.effectNow(id)).toMatchObject({ status: 'claimed' });
        await update(1, { input: { to: 'y' }, attempt: 0 });
        expect(await bench.effectNow(id)).toMatchObject({ status: 'waiting', attempt: 0, epoch: 1, effect: { input: { to: 'y' } } });
        expect(await bench.claim()).toMatchObject([{ id, attempt: 1, epoch: 2, expired: false, effect: { input: { to: 'y' } } }]);
      }));

    it.each(['done', 'failed', 'cancelled', 'late', 'incident'] as const)('never takes what is %s', (status) =>
      withStore(async (bench) => {
        await bench.seed((r, now) => [{ ...bench.effect(r, 0, now), status }]);
        expect(await bench.claim()).toEqual([]);
      }),
    );

    it('cancelling resolves the open incident of that effect', () =>
      withStore(async (bench) => {
        const { record, run } = await bench.seed((r, now) => [{ ...bench.effect(r, 0, now), status: 'incident' }]);
        const id = effectId(run.id, 1, 0);
        const incident: StoredIncident = {
          id: `${id}.1`,
          runId: run.id,
          recordId: record.id,
          effect: id,
          step: 's',
          input: { to: 'x' },
          reason: 'r',
          status: 'open',
          openedAt: record.createdAt,
        };
        await bench.write(() => ({ incidents: [incident] }));
        await bench.write(() => ({ effects: [{ kind: 'update', id, status: 'cancelled', due: null, epoch: null, error: null }] }));
        expect((await bench.batch({ incidents: [incident.id] })).incidents.get(incident.id)?.status).toBe('resolved');
      }));

    it('is fair: a workspace with much work does not starve another', () =>
      withStore(async (bench) => {
        await bench.seed((r, now) => Array.from({ length: 40 }, (_, n) => bench.effect(r, n, addMs(now, -100_000 - n))));
        const small = new ContractBench(bench.under, await bench.under.workspace());
        await small.seed((r, now) => [small.effect(r, 0, addMs(now, -1))]);
        const claimed = await bench.store.claim({ worker: 'w', limit: 20, leaseMs: 1000, kinds: ALL_KINDS });
        expect(claimed.map(({ workspace }) => workspace)).toContain(small.workspace);
        expect(claimed).toHaveLength(20);
      }));

    it('keeps the mark of history', () =>
      withStore(async (bench) => {
        await bench.seed((r, now) => [{ ...bench.effect(r, 0, now, 'timer'), history: true }]);
        expect(await bench.claim()).toMatchObject([{ history: true }]);
      }));
  });
}

function describeReads(withStore: WithStore): void {
  describe('reading', () => {
    it('sweep names what is due with its kind, the next due time and the time', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [bench.effect(r, 0, addMs(now, -5)), bench.effect(r, 1, addMs(now, 900_000))]);
        expect(await bench.due()).toEqual([{ workspace: bench.workspace, effect: effectId(run.id, 1, 0), kind: 's' }]);
        await bench.claim();
        expect(await bench.due()).toEqual([]);
        const { nextDue, now } = await bench.store.sweep(1000);
        expect(nextDue !== null && nextDue > now).toBe(true);
        expect(run.startedAt <= now).toBe(true);
      }));

    it('sweep names some of each kind, the longest due first, so that much of one kind hides no other', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [
          ...Array.from({ length: 9 }, (_, n) => bench.effect(r, n, addMs(now, -100 + n))),
          bench.effect(r, 9, addMs(now, -1), 'timer'),
        ]);
        expect((await bench.due(2)).map(({ effect, kind }) => [effect, kind]).sort()).toEqual([
          [effectId(run.id, 1, 0), 's'],
          [effectId(run.id, 1, 1), 's'],
          [effectId(run.id, 1, 9), 'timer'],
        ]);
      }));

    it('gives all effects of a run on request, whatever their state', () =>
      withStore(async (bench) => {
        const { run } = await bench.seed((r, now) => [bench.effect(r, 0, now), { ...bench.effect(r, 1, now), status: 'done' }]);
        expect([...(await bench.batch({ runs: [run.id], effectsOf: [run.id] })).effects.keys()].sort()).toEqual([
          effectId(run.id, 1, 0),
          effectId(run.id, 1, 1),
        ]);
      }));

    it('pages through a journal in order', () =>
      withStore(async (bench) => {
        const { run, record } = await bench.seed();
        await bench.write(() => ({
          runs: [{ run: { ...run, seq: 12 }, expectedSeq: 1 }],
          journal: Array.from({ length: 11 }, (_, n) => ({
            entry: bench.entry(run, n + 2),
            recordId: record.id,
            source: 's',
            key: n === 0 ? 'k' : null,
            origin: null,
          })),
        }));
        const seqs = async (from: number, limit: number): Promise<readonly number[]> =>
          (await bench.store.readJournal(bench.workspace, run.id, from, limit)).map(({ seq }) => seq);
        expect(await seqs(1, 5)).toEqual([1, 2, 3, 4, 5]);
        expect(await seqs(10, 5)).toEqual([10, 11, 12]);
        expect(await seqs(13, 5)).toEqual([]);
        expect(await bench.store.readRun(bench.workspace, bench.id<RunId>())).toBeNull();
      }));

    it('says whether accepted is durable', () =>
      withStore(async (bench) => {
        const { reduced, why } = await bench.store.durability();
        expect(reduced).toBe(why !== null);
      }));
  });
}
