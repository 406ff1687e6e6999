import { type EffectId, type Instant, type RunId, TransientError, type WorkspaceId, addMs } from '#kernel';
import type { JournalEntry } from '#pipeline';
import type { BatchPlan, BatchRequest, ClaimedEffect, RunStore, StoredRun, Sweep } from '../ports.js';
import { addRecord, claimDue, load, releaseHeld, renewHeld, sweepDue } from './memory-rows.js';
import { MemoryTables } from './memory-tables.js';
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

  claim(want: Parameters<RunStore['claim']>[0]): Promise<readonly ClaimedEffect[]> {
    return this.#mutex.run(async () => claimDue(this.#tables, want, this.now()));
  }

  renew(held: Held, leaseMs: number): Promise<readonly EffectId[]> {
    return this.#mutex.run(async () => renewHeld((workspace) => this.tables(workspace), held, addMs(this.now(), leaseMs)));
  }

  release(held: Held): Promise<void> {
    return this.#mutex.run(async () => releaseHeld((workspace) => this.tables(workspace), held));
  }

  sweep(limit: number): Promise<Sweep> {
    return this.#mutex.run(async () => sweepDue(this.#tables, limit, this.now()));
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
