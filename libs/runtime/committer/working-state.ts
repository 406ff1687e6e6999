import type { EffectId, Instant, Json, RecordId, RunId } from '#kernel';
import type { BatchWrites, EffectWrite, LoadedBatch, StoredEffect, StoredIncident, StoredKey, StoredRecord, StoredRun, StoredTask } from '../ports.js';
import { type Beneath, Layer } from './layer.js';

interface EffectState {
  /** As it will be after the batch; null when it was not loaded. */
  readonly stored: StoredEffect | null;
  readonly write: EffectWrite | null;
}

/** What to change of an effect; what is absent stays. */
export interface EffectPatch {
  readonly status: StoredEffect['status'];
  readonly due?: Instant;
  /** Only if the row still has this epoch. */
  readonly epoch?: number;
  readonly error?: Json;
  readonly input?: Json;
  readonly attempt?: number;
}

type KeyRow = BatchWrites['keys'][number];
type AppendedRows = Pick<BatchWrites, 'journal' | 'taskCloses' | 'notes' | 'notifications' | 'refusals' | 'edits' | 'audit'>;
type Rows = { readonly [K in keyof AppendedRows]: AppendedRows[K][number][] };

const noRows = (): Rows => ({ journal: [], taskCloses: [], notes: [], notifications: [], refusals: [], edits: [], audit: [] });
const nothing: Beneath<never, never> = { get: () => undefined };
const runsByRecord = (runs: ReadonlyMap<RunId, StoredRun>): Map<RecordId, readonly RunId[]> => {
  const index = new Map<RecordId, readonly RunId[]>();
  for (const run of runs.values()) index.set(run.recordId, [...(index.get(run.recordId) ?? []), run.id]);
  return index;
};

/**
 * The batch in memory: what was loaded, with everything written so far on top. A command works on a `draft()`, which
 * the batch absorbs when the command succeeds and forgets when it does not.
 */
export class WorkingState {
  readonly records: Layer<RecordId, StoredRecord>;
  readonly runs: Layer<RunId, StoredRun>;
  readonly tasks: Layer<string, StoredTask>;
  readonly incidents: Layer<string, StoredIncident>;
  readonly keys: Layer<string, StoredKey>;
  readonly externalKeys: Layer<string, RecordId>;
  readonly rows: Rows = noRows();
  readonly #effects: Layer<EffectId, EffectState>;
  readonly #runsOf: Layer<RecordId, readonly RunId[]>;
  readonly #keyRows: KeyRow[] = [];

  private constructor(
    readonly loaded: LoadedBatch,
    beneath: WorkingState | null,
  ) {
    const under = beneath ?? loaded;
    this.records = new Layer<RecordId, StoredRecord>(under.records);
    this.runs = new Layer<RunId, StoredRun>(under.runs);
    this.tasks = new Layer<string, StoredTask>(under.tasks);
    this.incidents = new Layer<string, StoredIncident>(under.incidents);
    this.keys = new Layer<string, StoredKey>(under.keys);
    this.externalKeys = new Layer<string, RecordId>(under.externalKeys);
    this.#effects = new Layer<EffectId, EffectState>(beneath ? beneath.#effects : nothing);
    this.#runsOf = new Layer(beneath ? beneath.#runsOf : runsByRecord(loaded.runs));
  }

  static over(loaded: LoadedBatch): WorkingState {
    return new WorkingState(loaded, null);
  }

  draft(): WorkingState {
    return new WorkingState(this.loaded, this);
  }

  absorb(draft: WorkingState): void {
    this.records.absorb(draft.records);
    this.runs.absorb(draft.runs);
    this.tasks.absorb(draft.tasks);
    this.incidents.absorb(draft.incidents);
    this.externalKeys.absorb(draft.externalKeys);
    this.#effects.absorb(draft.#effects);
    this.#runsOf.absorb(draft.#runsOf);
    for (const kind of Object.keys(this.rows) as (keyof Rows)[]) (this.rows[kind] as unknown[]).push(...draft.rows[kind]);
  }

  /** Writes a run, new or changed. */
  putRun(run: StoredRun): void {
    const known = this.#runsOf.get(run.recordId) ?? [];
    if (!known.includes(run.id)) this.#runsOf.set(run.recordId, [...known, run.id]);
    this.runs.set(run.id, run);
  }

  /** Open runs of a record, by id. */
  openRuns(record: RecordId): readonly StoredRun[] {
    const runs = (this.#runsOf.get(record) ?? []).map((id) => this.runs.get(id));
    return runs.filter((run): run is StoredRun => run !== undefined && run.endedAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** An effect as this batch left it; `undefined` when it was neither loaded nor made here. */
  effect(id: EffectId): StoredEffect | undefined {
    return this.#effects.get(id)?.stored ?? this.loaded.effects.get(id);
  }

  insertEffect(effect: StoredEffect, origin: string | null): void {
    this.#effects.set(effect.id, { stored: effect, write: { kind: 'insert', effect, origin } });
  }

  updateEffect(id: EffectId, patch: EffectPatch): void {
    const before = this.effect(id) ?? null;
    const stored = before && patched(before, patch);
    const earlier = this.#effects.get(id)?.write ?? null;
    if (earlier?.kind === 'insert' && stored) this.insertEffect(stored, earlier.origin);
    else this.#effects.set(id, { stored, write: updateOf(id, patch, earlier?.kind === 'update' ? earlier : null) });
  }

  /** Remembers the answer under its key, also when the command itself wrote nothing. */
  putKey(row: KeyRow): void {
    this.keys.set(`${row.source}\n${row.key}`, row);
    this.#keyRows.push(row);
  }

  writes(): BatchWrites {
    const runs = [...this.runs.written().values()];
    const effects = [...this.#effects.written().values()];
    return {
      records: [...this.records.written().values()],
      runs: runs.map((run) => ({ run, expectedSeq: this.loaded.runs.get(run.id)?.seq ?? 0 })),
      effects: effects.flatMap(({ write }) => (write ? [write] : [])),
      tasks: [...this.tasks.written().values()],
      incidents: [...this.incidents.written().values()],
      keys: this.#keyRows,
      ...this.rows,
    };
  }
}

function patched(before: StoredEffect, patch: EffectPatch): StoredEffect {
  const effect = patch.input !== undefined && before.effect.kind === 'step' ? { ...before.effect, input: patch.input } : before.effect;
  return { ...before, effect, status: patch.status, due: patch.due ?? before.due, attempt: patch.attempt ?? before.attempt };
}

function updateOf(id: EffectId, patch: EffectPatch, earlier: Extract<EffectWrite, { kind: 'update' }> | null): EffectWrite {
  const fresh: EffectWrite = { kind: 'update', id, status: patch.status, due: null, epoch: null, error: null };
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { ...fresh, ...earlier, ...given };
}
