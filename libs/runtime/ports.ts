import type { EffectId, Instant, Json, JsonObject, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Actor, Change, CompiledPipeline, DueTimes, Effect, JournalEntry, Refusal, Snapshot, StepDefinition } from '#pipeline';
import type { Answer, RunView, StepOutcome } from './commands.js';

/**
 * The durable store, as the runtime needs it. Two implementations (PostgreSQL in libs/storage, memory in ./memory)
 * pass one contract spec. Every method is its own transaction. All times are the store's clock.
 */
export interface RunStore {
  /**
   * One batch, one transaction: lock the named records (by id, then their open runs by id), load what is asked for,
   * `prepare` may load compiled versions and name further records to read, `decide` computes every write
   * synchronously, then all rows are written and committed. Resolves only after COMMIT. If `decide` throws, nothing
   * is written. Throws TransientError when the database is away, the outcome of COMMIT is unknown, or another
   * writer was faster (a run's seq, a unique key); the caller tries the same batch again. Keys, tasks, incidents and
   * effects are read after the locks are held, so that a second try sees what the first one committed.
   */
  batch(request: BatchRequest, plan: BatchPlan): Promise<void>;
  /**
   * Takes up to `limit` due effects of some kinds whose lease is free (status `waiting`, or `claimed` with its lease run
   * out), for `leaseMs`; attempt and epoch grow by one and commit before it returns. Fair over workspaces.
   */
  claim(want: { readonly worker: string; readonly limit: number; readonly leaseMs: number; readonly kinds: KindFilter }): Promise<readonly ClaimedEffect[]>;
  /** Prolongs leases still held at the given epochs; returns those that were lost. */
  renew(held: readonly { readonly workspace: WorkspaceId; readonly id: EffectId; readonly epoch: number }[], leaseMs: number): Promise<readonly EffectId[]>;
  /** Gives back work that was claimed but never begun: `waiting` again, the attempt not counted. Lost epochs are left alone. */
  release(held: readonly { readonly workspace: WorkspaceId; readonly id: EffectId; readonly epoch: number }[]): Promise<void>;
  /** What is due now and free to claim (at most `limit` of a workspace and kind, the longest due first), the moment of the next due work, and the store's time. */
  sweep(limit: number): Promise<Sweep>;
  readRun(workspace: WorkspaceId, run: RunId): Promise<StoredRun | null>;
  readJournal(workspace: WorkspaceId, run: RunId, from: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Whether accepted really is durable on this store; shown in /health. */
  durability(): Promise<{ readonly reduced: boolean; readonly why: string | null }>;
}

/** What a worker finds when it looks for work. */
export interface Sweep {
  readonly due: readonly DueWork[];
  readonly nextDue: Instant | null;
  readonly now: Instant;
}

/** What kind of work an open effect is: `timer`, `start`, `signal`, or the kind of its step, such as `http.request`. */
export type WorkKind = string;

/** Exactly these kinds, or all others. */
export type KindFilter = { readonly only: readonly WorkKind[] } | { readonly except: readonly WorkKind[] };

/** A piece of work whose time has come; ids only. */
export interface DueWork {
  readonly workspace: WorkspaceId;
  readonly effect: EffectId;
  readonly kind: WorkKind;
}

export interface BatchRequest {
  readonly workspace: WorkspaceId;
  /** Records to lock and load. */
  readonly records: readonly RecordId[];
  /** Runs whose record is to be locked and loaded (the caller knows only the run). */
  readonly runs: readonly RunId[];
  /** Tasks and incidents to load. */
  readonly tasks: readonly string[];
  readonly incidents: readonly string[];
  /** Effects to load (and lock, by id) with their state and epoch. */
  readonly effects: readonly EffectId[];
  /** Runs all of whose effects (locked, as `effects` are) and tasks are loaded (undo, reopen). */
  readonly effectsOf: readonly RunId[];
  /** Idempotency keys to look up (and to lock against a concurrent first use). */
  readonly keys: readonly { readonly source: string; readonly key: string }[];
  /** External keys of an import to look up; a record found, and the one it was merged into, is locked and loaded as if named in `records`. */
  readonly externalKeys: readonly { readonly object: string; readonly key: string }[];
}

export interface BatchPlan {
  /** After the locks: loads compiled versions it lacks; answers which further records are to be read (not locked). */
  prepare(loaded: LoadedBatch): Promise<readonly RecordId[]>;
  /** Pure and synchronous. */
  decide(loaded: LoadedBatch): BatchWrites;
}

export interface LoadedBatch {
  /** The store's time at the start of the batch. */
  readonly now: Instant;
  readonly records: ReadonlyMap<RecordId, StoredRecord>;
  /** The open runs of the locked records, and the runs asked for by id (open or not). */
  readonly runs: ReadonlyMap<RunId, StoredRun>;
  readonly tasks: ReadonlyMap<string, StoredTask>;
  readonly incidents: ReadonlyMap<string, StoredIncident>;
  readonly effects: ReadonlyMap<EffectId, StoredEffect>;
  /** By `${source}\n${key}`. */
  readonly keys: ReadonlyMap<string, StoredKey>;
  /** By `${object}\n${key}`; of a merged record the one it was merged into. */
  readonly externalKeys: ReadonlyMap<string, RecordId>;
}

export interface StoredRecord {
  readonly id: RecordId;
  readonly object: string;
  readonly fields: JsonObject;
  readonly ownerId: string | null;
  readonly externalKey: string | null;
  readonly tags: readonly string[];
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
  /** The record that this one was merged into, itself never merged into another; null for all that were not. */
  readonly mergedInto: RecordId | null;
  readonly origin: string | null;
}

export interface StoredRun extends RunView {
  readonly rulesRevision: number;
  /** State before the last event, for undo; null when that is not possible any more. */
  readonly before: { readonly snapshot: Snapshot; readonly fields: JsonObject } | null;
  readonly origin: string | null;
}

export interface StoredTask {
  readonly id: string;
  readonly recordId: RecordId;
  readonly runId: RunId | null;
  readonly title: string;
  readonly due: Instant | null;
  readonly assignee: JsonObject | null; // Recipient
  readonly approval: { readonly approve: string; readonly reject: string; readonly invokeEffect: EffectId | null } | null;
  readonly status: 'open' | 'done';
  readonly answer: string | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly origin: string | null;
}

export interface StoredIncident {
  readonly id: string;
  readonly runId: RunId;
  readonly recordId: RecordId;
  readonly effect: EffectId | null;
  readonly step: string | null;
  readonly input: Json;
  readonly reason: string;
  readonly status: 'open' | 'resolved';
  readonly openedAt: Instant;
}

export interface StoredEffect {
  readonly id: EffectId;
  readonly runId: RunId;
  readonly recordId: RecordId;
  readonly effect: Effect;
  /** `waiting`: due later or free to claim; `incident`: stopped until a person acts. */
  readonly status: 'waiting' | 'claimed' | 'done' | 'failed' | 'cancelled' | 'late' | 'incident';
  readonly due: Instant;
  readonly attempt: number;
  readonly epoch: number;
  /**
   * Made by backdated history. A timer that was overdue when it was written is held back for a while (`due` is later
   * than its effect's own), then fires at its own time; a start or signal arrives at the time of its event. Neither
   * sends anything.
   */
  readonly history: boolean;
}

export interface ClaimedEffect extends StoredEffect {
  readonly workspace: WorkspaceId;
  readonly leaseUntil: Instant;
  /** An earlier lease ran out without an outcome: nobody knows what that attempt did. */
  readonly expired: boolean;
  /** How long after its due time it was found. */
  readonly lateByMs: number;
}

export interface StoredKey {
  readonly bodyHash: string;
  readonly answer: Answer;
}

/** An attached rule with `every`: one row a rule of a workspace, which fans out over the open runs in pages. */
export interface StoredSchedule {
  readonly workspace: WorkspaceId;
  readonly pipeline: string;
  readonly rule: string;
  /** The occurrence to fire next (or being fired). */
  readonly due: Instant;
  /** The last run of the page that was done; null = the fan-out has not begun. */
  readonly cursor: RunId | null;
  readonly epoch: number;
}

/** Where schedules live; each method is its own transaction. Passes `describeScheduleStore`. */
export interface ScheduleStore {
  /** Makes the schedules of a pipeline exactly these; one that stays keeps its cursor and its due time if that is earlier. */
  replaceSchedules(workspace: WorkspaceId, pipeline: string, schedules: readonly { readonly rule: string; readonly due: Instant }[]): Promise<void>;
  /** Takes due schedules whose lease is free; the epoch grows by one. */
  claimSchedules(want: { readonly limit: number; readonly leaseMs: number }): Promise<readonly StoredSchedule[]>;
  /** Ids of the open runs of a pipeline in order, after `after`. */
  openRuns(workspace: WorkspaceId, pipeline: string, after: RunId | null, limit: number): Promise<readonly RunId[]>;
  /** Notes how far the fan-out came and keeps the lease, or ends it with the next occurrence (`cursor` null; `due` null = no further one: the row goes). False when the epoch was lost. */
  saveSchedule(schedule: StoredSchedule, next: { readonly cursor: RunId } | { readonly cursor: null; readonly due: Instant | null }): Promise<boolean>;
}

/** Every row of a batch; set-based statements write them. */
export interface BatchWrites {
  readonly records: readonly StoredRecord[]; // inserted or replaced; `version` is already the new one
  readonly runs: readonly RunWrite[];
  readonly journal: readonly JournalWrite[];
  readonly effects: readonly EffectWrite[];
  readonly tasks: readonly StoredTask[];
  /** Open tasks that a transition closes without having loaded them. */
  readonly taskCloses: readonly { readonly id: string; readonly closedAt: Instant }[];
  readonly notes: readonly {
    readonly id: string;
    readonly recordId: RecordId;
    readonly runId: RunId | null;
    readonly text: string;
    readonly actor: Actor;
    readonly at: Instant;
    readonly origin: string | null;
  }[];
  readonly notifications: readonly { readonly id: string; readonly recordId: RecordId; readonly to: JsonObject; readonly text: string; readonly at: Instant }[];
  readonly incidents: readonly StoredIncident[];
  readonly refusals: readonly {
    readonly id: string;
    readonly runId: RunId;
    readonly recordId: RecordId;
    readonly event: string;
    readonly actor: Actor;
    readonly at: Instant;
    readonly reasons: readonly Refusal[];
  }[];
  readonly keys: readonly { readonly source: string; readonly key: string; readonly bodyHash: string; readonly answer: Answer }[];
  readonly edits: readonly RecordEdit[];
  readonly audit: readonly AuditWrite[];
}

/** What was done to a record outside of any run: no journal tells of it. */
export interface RecordEdit {
  readonly recordId: RecordId;
  readonly what: 'created' | 'changed' | 'tagged' | 'noted' | 'deleted' | 'restored';
  /** By field, the value before and after; `$owner` and `$tags` stand for those. */
  readonly changes: Readonly<Record<string, readonly [before: Json, after: Json]>>;
  readonly actor: Actor;
  readonly at: Instant;
  readonly origin: string | null;
}

export interface RunWrite {
  readonly run: StoredRun;
  /** Seq the row must still have (0 = insert); otherwise the whole batch fails and is tried again. */
  readonly expectedSeq: number;
}

export interface JournalWrite {
  readonly entry: JournalEntry;
  readonly recordId: RecordId;
  readonly source: string;
  readonly key: string | null;
  readonly origin: string | null;
}

/** An update to `cancelled` also resolves the open incidents of that effect. */
export type EffectWrite =
  | { readonly kind: 'insert'; readonly effect: StoredEffect; readonly origin: string | null }
  /** `epoch` not null: only if the row still has it (a lost lease writes nothing). */
  | {
      readonly kind: 'update';
      readonly id: EffectId;
      readonly status: StoredEffect['status'];
      readonly due: Instant | null;
      readonly epoch: number | null;
      readonly error: Json;
      readonly input?: Json;
      /** Sets the attempt counter (a person retries: 0). */ readonly attempt?: number;
    };

export interface AuditWrite {
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: string;
  readonly target: string;
  readonly detail: Json;
}

/** Compiled pipeline versions, cached by workspace + key + version + rules revision. */
export interface Pipelines {
  compiled(workspace: WorkspaceId, pipeline: string, version: number, rulesRevision: number): Promise<CompiledPipeline>;
  /** Newest published version and rules revision; null when the pipeline is unknown or unpublished. */
  current(workspace: WorkspaceId, pipeline: string): Promise<{ readonly version: number; readonly rulesRevision: number } | null>;
  times(workspace: WorkspaceId, pipeline: string, version: number): Promise<DueTimes>;
}

/** Checks a record's fields before they are written; throws UserError with a pointer per field. */
export interface RecordChecks {
  /**
   * `fields`: what is to be set (null clears); `previous`: the record's fields before, null for a new record. Answers
   * all fields of the record afterwards, normalised.
   */
  check(workspace: WorkspaceId, object: string, fields: JsonObject, previous: JsonObject | null): JsonObject;
  /**
   * As `check`, for what the engine itself writes (a step, an undo, a merge): retired fields and options are taken, so that
   * nothing stops at them. That no step writes a retired field is seen to before, where the journal is written.
   */
  checkOwn(workspace: WorkspaceId, object: string, fields: JsonObject, previous: JsonObject): JsonObject;
  /** Loads what `check` needs, so that it can be synchronous. */
  prepare(workspace: WorkspaceId, objects: readonly string[]): Promise<void>;
}

/**
 * Carries wake-ups: tells workers that there is work, within the limits of each kind, and open browsers what changed. It
 * carries ids only and may lose, repeat, delay and reorder them: the store is the truth and the sweeper asks it again.
 */
export interface Wakeups {
  /** After a commit: what changed and what is due by it. Never throws, never calls back within. */
  announce(notice: Notice): void;
  /** Due work that a sweep found waiting; offering the same again is harmless. Never throws, never calls back within. */
  offer(due: readonly DueWork[]): void;
  /** `begin` is called whenever work may begin here. Returns how to stop listening. */
  onWork(begin: BeginWork): () => void;
}

/**
 * Claims up to `atMost` pieces of due work and begins them; resolves with one promise a piece, which resolves at its end
 * (fewer than `atMost`: there was no more). Rejects when the store is away.
 */
export type BeginWork = (call: { readonly kinds: KindFilter; readonly atMost: number }) => Promise<readonly Promise<void>[]>;

export interface Notice {
  readonly workspace: WorkspaceId;
  readonly runs: readonly RunId[];
  readonly records: readonly RecordId[];
  readonly due: readonly DueWork[];
}

/** Does the work of external and computed steps. */
export interface Handlers {
  get(step: string): StepHandler | undefined;
}

export type StepHandler = (request: StepRequest) => Promise<StepOutcome>;

export interface StepRequest {
  readonly workspace: WorkspaceId;
  readonly step: StepDefinition['kind'];
  readonly input: Json;
  /** Stable over retries: send it along as the idempotency key. */
  readonly idempotencyKey: EffectId;
  readonly attempt: number;
  readonly recordId: RecordId;
  readonly runId: RunId;
  /** Aborted at the time-out and when the lease is lost. */
  readonly signal: AbortSignal;
}

export interface Clock {
  /** Monotonic milliseconds, for pacing only; never in a decision. */
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new UUID, version 7. */
  next(): string;
}

export interface Hashes {
  /** SHA-256, lower-case hex. */
  sha256(text: string): string;
}

export type { Change };
