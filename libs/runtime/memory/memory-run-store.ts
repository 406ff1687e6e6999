import { type EffectId, type Instant, type RecordId, type RunId, TransientError, type WorkspaceId, addMs, epochMs } from '#kernel';
import type { JournalEntry } from '#pipeline';
import type { BatchPlan, BatchRequest, ClaimedEffect, LoadedBatch, RunStore, StoredRecord, StoredRun } from '../ports.js';
import { type EffectRow, MemoryTables } from './memory-tables.js';
import { Mutex } from './mutex.js';

type Held = readonly { readonly workspace: WorkspaceId; readonly id: EffectId; readonly epoch: number }[];

/** Asked at each batch whether the store fails there: before anything is written, or after all of it was. */
export type StoreFaults = (point: 'before-commit' | 'after-commit') => boolean;

/**
 * The run store in memory, for tests, scenarios and simulation: the same promises as the database but durability. Time
 * is the given clock's.
 */
export class MemoryRunStore implements RunStore {
  readonly #tables = new Map<WorkspaceId, MemoryTables>();
  readonly #mutex = new Mutex();

  constructor(
    private readonly now: () => Instant,
    private readonly faults: StoreFaults = () => false,
  ) {}

  /** The rows of a workspace, for looking at. */
  tables(workspace: WorkspaceId): MemoryTables {
    const known = this.#tables.get(workspace);
    if (known) return known;
    const made = new MemoryTables();
    this.#tables.set(workspace, made);
    return made;
  }

  batch(request: BatchRequest, plan: BatchPlan): Promise<void> {
    return this.#mutex.run(async () => {
      const tables = this.tables(request.workspace);
      const loaded = load(tables, request, this.now());
      for (const id of await plan.prepare(loaded)) addRecord(tables, loaded.records, id);
      const writes = plan.decide(loaded);
      if (this.faults('before-commit')) throw new TransientError('the store went away before the commit');
      tables.write(writes);
      if (this.faults('after-commit')) throw new TransientError('the store went away after the commit');
    });
  }

  claim(want: {
    readonly worker: string;
    readonly limit: number;
    readonly leaseMs: number;
    readonly kinds: 'all' | 'timers' | 'steps';
  }): Promise<readonly ClaimedEffect[]> {
    return this.#mutex.run(async () => {
      const now = this.now();
      const fits = ({ stored }: EffectRow): boolean => want.kinds === 'all' || (want.kinds === 'timers') === (stored.effect.kind === 'timer');
      const queues = [...this.#tables].map(([workspace, tables]) => ({ workspace, tables, rows: dueRows(tables, now).filter(fits) }));
      const claimed: ClaimedEffect[] = [];
      // One of each workspace in turn, so that none starves the others.
      for (let turn = 0; claimed.length < want.limit && queues.some(({ rows }) => turn < rows.length); turn += 1) {
        for (const { workspace, tables, rows } of queues) {
          const row = rows[turn];
          if (row && claimed.length < want.limit) claimed.push(claimRow(tables, workspace, row, now, want.leaseMs));
        }
      }
      return claimed;
    });
  }

  renew(held: Held, leaseMs: number): Promise<readonly EffectId[]> {
    return this.#mutex.run(async () => {
      const lost: EffectId[] = [];
      for (const { workspace, id, epoch } of held) {
        const row = this.tables(workspace).effects.get(id);
        if (row?.stored.status !== 'claimed' || row.stored.epoch !== epoch) lost.push(id);
        else this.tables(workspace).setEffect({ ...row, leaseUntil: addMs(this.now(), leaseMs) });
      }
      return lost;
    });
  }

  release(held: Held): Promise<void> {
    return this.#mutex.run(async () => {
      for (const { workspace, id, epoch } of held) {
        const row = this.tables(workspace).effects.get(id);
        if (row?.stored.status !== 'claimed' || row.stored.epoch !== epoch) continue;
        this.tables(workspace).setEffect({ ...row, leaseUntil: null, stored: { ...row.stored, status: 'waiting', attempt: row.stored.attempt - 1 } });
      }
    });
  }

  sweep(limit: number): Promise<{ readonly due: number; readonly nextDue: Instant | null; readonly now: Instant }> {
    return this.#mutex.run(async () => {
      const now = this.now();
      let due = 0;
      let nextDue: Instant | null = null;
      for (const tables of this.#tables.values()) {
        for (const id of tables.open) {
          const row = tables.effects.get(id);
          const ready = row && readyAt(row);
          if (ready === undefined) continue;
          if (ready <= now) due += 1;
          else if (nextDue === null || ready < nextDue) nextDue = ready;
        }
      }
      return { due: Math.min(due, limit), nextDue, now };
    });
  }

  async readRun(workspace: WorkspaceId, run: RunId): Promise<StoredRun | null> {
    return this.tables(workspace).runs.get(run) ?? null;
  }

  async readJournal(workspace: WorkspaceId, run: RunId, from: number, limit: number): Promise<readonly JournalEntry[]> {
    return (this.tables(workspace).journal.get(run) ?? []).slice(from - 1, from - 1 + limit);
  }

  async durability(): Promise<{ readonly reduced: boolean; readonly why: string | null }> {
    return { reduced: true, why: 'everything is in memory' };
  }
}

/** When a row may be claimed: its due time, or the end of its lease. */
const readyAt = ({ stored, leaseUntil }: EffectRow): Instant => (stored.status === 'claimed' && leaseUntil !== null ? leaseUntil : stored.due);

function dueRows(tables: MemoryTables, now: Instant): readonly EffectRow[] {
  const rows: EffectRow[] = [];
  for (const id of tables.open) {
    const row = tables.effects.get(id);
    if (row && readyAt(row) <= now) rows.push(row);
  }
  return rows.sort((a, b) => (readyAt(a) < readyAt(b) ? -1 : readyAt(a) > readyAt(b) ? 1 : a.stored.id < b.stored.id ? -1 : 1));
}

function claimRow(tables: MemoryTables, workspace: WorkspaceId, row: EffectRow, now: Instant, leaseMs: number): ClaimedEffect {
  const leaseUntil = addMs(now, leaseMs);
  const stored = { ...row.stored, status: 'claimed' as const, attempt: row.stored.attempt + 1, epoch: row.stored.epoch + 1 };
  tables.setEffect({ ...row, stored, leaseUntil });
  return { ...stored, workspace, leaseUntil, expired: row.stored.status === 'claimed', lateByMs: Math.max(0, epochMs(now) - epochMs(row.stored.due)) };
}

function load(tables: MemoryTables, request: BatchRequest, now: Instant): LoadedBatch & { readonly records: Map<RecordId, StoredRecord> } {
  const externalKeys = pick(
    tables.externalKeys,
    request.externalKeys.map(({ object, key }) => `${object}\n${key}`),
  );
  const asked = request.runs.map((id) => tables.runs.get(id)).filter((run) => run !== undefined);
  const records = new Map<RecordId, StoredRecord>();
  for (const id of [...request.records, ...externalKeys.values(), ...asked.map((run) => run.recordId)]) addRecord(tables, records, id);
  const runs = new Map(asked.map((run) => [run.id, run]));
  for (const id of records.keys()) {
    for (const run of tables.runsOf.get(id) ?? []) {
      const stored = tables.runs.get(run);
      if (stored?.endedAt === null) runs.set(run, stored);
    }
  }
  const effects = [...request.effects, ...request.effectsOf.flatMap((run) => [...(tables.effectsOf.get(run) ?? [])])];
  const tasks = new Map(pick(tables.tasks, request.tasks));
  for (const task of tables.tasks.values()) if (task.runId !== null && request.effectsOf.includes(task.runId)) tasks.set(task.id, task);
  return {
    now,
    records,
    runs,
    tasks,
    incidents: pick(tables.incidents, request.incidents),
    effects: new Map([...pick(tables.effects, effects)].map(([id, row]) => [id, row.stored])),
    keys: pick(
      tables.keys,
      request.keys.map(({ source, key }) => `${source}\n${key}`),
    ),
    externalKeys,
  };
}

function addRecord(tables: MemoryTables, records: Map<RecordId, StoredRecord>, id: RecordId): void {
  const record = tables.records.get(id);
  if (record) records.set(id, record);
}

function pick<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): Map<K, V> {
  const picked = new Map<K, V>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) picked.set(key, value);
  }
  return picked;
}
