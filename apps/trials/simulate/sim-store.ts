import { type Instant, type RunId, TransientError, type WorkspaceId, addMs } from '#kernel';
import type { BatchPlan, BatchRequest, BatchWrites, RunStore } from '#runtime';
import { addRecord, claimDue, load, MemoryTables, releaseHeld, renewHeld, sweepDue } from '#runtime/memory';
import type { Scheduler, Task } from './scheduler.js';

/** An open transaction of an engine, with the rows it holds. */
interface Transaction {
  readonly task: Task;
  readonly locks: readonly string[];
  /** Set while its COMMIT is on its way. */
  commit: (() => void) | null;
  isCut: boolean;
}

/** A transaction that its engine leaves alone for so long is ended by the database. */
const IDLE_MS = 12_000;

/**
 * A database as PostgreSQL is one: rows are locked, transactions of several engines interleave, a commit happens at one
 * moment, and the answer to it may never arrive. Its time is the scheduler's.
 */
export class SimDatabase {
  readonly workspaces = new Map<WorkspaceId, MemoryTables>();
  commits = 0;
  #transactions: Transaction[] = [];
  #waiting: { readonly task: Task; readonly locks: readonly string[]; readonly go: () => void }[] = [];
  readonly #cuts = new Map<Task, boolean[]>();

  constructor(
    readonly scheduler: Scheduler,
    private readonly start: Instant,
    private readonly committed: (tables: MemoryTables, writes: BatchWrites) => void,
  ) {}

  now(): Instant {
    return addMs(this.start, this.scheduler.nowMs);
  }

  tables(workspace: WorkspaceId): MemoryTables {
    const known = this.workspaces.get(workspace);
    if (known) return known;
    const made = new MemoryTables();
    this.workspaces.set(workspace, made);
    return made;
  }

  isLocked(name: string): boolean {
    return this.#transactions.some(({ locks }) => locks.includes(name));
  }

  begin(task: Task, locks: readonly string[]): Promise<Transaction> {
    return new Promise((resolve) => {
      const go = (): void => {
        const transaction: Transaction = { task, locks, commit: null, isCut: false };
        this.#transactions.push(transaction);
        resolve(transaction);
      };
      if (locks.some((name) => this.isLocked(name))) this.#waiting.push({ task, locks, go });
      else go();
    });
  }

  /** The one moment of the commit. */
  write(transaction: Transaction, tables: MemoryTables, writes: BatchWrites): void {
    if (transaction.isCut) throw new TransientError('the connection was lost');
    try {
      tables.write(writes);
      this.commits += 1;
    } finally {
      this.end(transaction);
    }
    this.committed(tables, writes);
  }

  end(transaction: Transaction): void {
    this.#transactions = this.#transactions.filter((one) => one !== transaction);
    for (const waiter of [...this.#waiting]) {
      if (waiter.locks.some((name) => this.isLocked(name))) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      waiter.go();
    }
  }

  /** An engine is gone: its transactions end, one whose COMMIT is on its way perhaps with it. */
  crash(task: Task, commitArrives: boolean): void {
    this.#waiting = this.#waiting.filter((waiter) => waiter.task !== task);
    for (const transaction of this.#transactions.filter((one) => one.task === task)) {
      if (commitArrives && transaction.commit) transaction.commit();
      this.end(transaction);
    }
  }

  /** An engine stands still: after a while the database ends what it left open. */
  async pause(task: Task, ms: number): Promise<void> {
    if (ms <= IDLE_MS) return;
    const open = this.#transactions.filter((one) => one.task === task && one.commit === null);
    await this.scheduler.pass('database', 'idle in transaction', IDLE_MS);
    for (const transaction of open) {
      transaction.isCut = true;
      this.end(transaction);
    }
  }

  /** The next commit of this engine: its answer never arrives. */
  cutNext(task: Task, isCommitted: boolean): void {
    this.#cuts.set(task, [...(this.#cuts.get(task) ?? []), isCommitted]);
  }

  /** Whether, and how, the next commit is to be cut; asked once. */
  takeCut(task: Task): boolean | undefined {
    return this.#cuts.get(task)?.shift();
  }
}

/** The run store as one engine sees it: every question and every answer takes its time. */
export class SimRunStore implements RunStore {
  constructor(
    private readonly database: SimDatabase,
    private readonly task: Task,
  ) {}

  async batch(request: BatchRequest, plan: BatchPlan): Promise<void> {
    const tables = this.database.tables(request.workspace);
    await this.#pass('batch is sent');
    const transaction = await this.database.begin(this.task, locksOf(tables, request));
    try {
      const loaded = load(tables, request, this.database.now());
      await this.#pass('batch is loaded');
      await this.#prepare(tables, loaded, plan);
      const writes = plan.decide(loaded);
      await this.#commit(transaction, tables, writes);
    } catch (error) {
      this.database.end(transaction);
      throw error;
    }
    await this.#pass('commit is answered');
  }

  async #prepare(tables: MemoryTables, loaded: ReturnType<typeof load>, plan: BatchPlan): Promise<void> {
    const further = await plan.prepare(loaded);
    if (further.length === 0) return;
    await this.#pass('further records are read');
    for (const id of further) addRecord(tables, loaded.records, id);
  }

  async #commit(transaction: Transaction, tables: MemoryTables, writes: BatchWrites): Promise<void> {
    transaction.commit = () => this.database.write(transaction, tables, writes);
    await this.#pass('commit is sent');
    const cut = this.database.takeCut(this.task);
    if (cut !== false) transaction.commit();
    if (cut !== undefined) throw new TransientError('the connection was lost at the commit');
  }

  async claim(want: Parameters<RunStore['claim']>[0]): ReturnType<RunStore['claim']> {
    return this.#ask('claim', () => claimDue(this.database.workspaces, want, this.database.now(), (id) => !this.database.isLocked(`effect ${id}`)));
  }

  async renew(held: Parameters<RunStore['renew']>[0], leaseMs: number): ReturnType<RunStore['renew']> {
    return this.#ask('renew', () => renewHeld((workspace) => this.database.tables(workspace), held, addMs(this.database.now(), leaseMs)));
  }

  async release(held: Parameters<RunStore['release']>[0]): Promise<void> {
    return this.#ask('release', () => releaseHeld((workspace) => this.database.tables(workspace), held));
  }

  async sweep(limit: number): ReturnType<RunStore['sweep']> {
    return this.#ask('sweep', () => sweepDue(this.database.workspaces, limit, this.database.now()));
  }

  async readRun(workspace: WorkspaceId, run: RunId): ReturnType<RunStore['readRun']> {
    return this.#ask('read run', () => this.database.tables(workspace).runs.get(run) ?? null);
  }

  async readJournal(workspace: WorkspaceId, run: RunId, from: number, limit: number): ReturnType<RunStore['readJournal']> {
    return this.#ask('read journal', () => (this.database.tables(workspace).journal.get(run) ?? []).slice(from - 1, from - 1 + limit));
  }

  async durability(): ReturnType<RunStore['durability']> {
    return { reduced: true, why: 'simulated' };
  }

  async #ask<T>(what: string, answer: () => T): Promise<T> {
    await this.#pass(`${what} is sent`);
    const cut = this.database.takeCut(this.task);
    const value = cut === false ? null : answer();
    await this.#pass(`${what} is answered`);
    if (cut !== undefined) throw new TransientError('the connection was lost');
    return value as T;
  }

  #pass(label: string): Promise<void> {
    return this.database.scheduler.pass(this.task, label);
  }
}

/** The rows that a batch locks: records (and with them their runs), effects, and keys against a concurrent first use. */
function locksOf(tables: MemoryTables, request: BatchRequest): readonly string[] {
  const records = [
    ...request.records,
    ...request.runs.flatMap((id) => tables.runs.get(id)?.recordId ?? []),
    ...request.externalKeys.flatMap(({ object, key }) => tables.externalKeys.get(`${object}\n${key}`) ?? []),
  ];
  const effects = [...request.effects, ...request.effectsOf.flatMap((run) => [...(tables.effectsOf.get(run) ?? [])])];
  return [
    ...new Set([
      ...records.map((id) => `record ${id}`),
      ...effects.map((id) => `effect ${id}`),
      ...request.keys.map(({ source, key }) => `key ${source} ${key}`),
    ]),
  ];
}
