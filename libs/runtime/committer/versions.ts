import { type Json, type RecordId, type WorkspaceId, isJsonObject, isUuid } from '#kernel';
import type { CompiledPipeline, DueTimes } from '#pipeline';
import type { Command } from '../commands.js';
import type { LoadedBatch, Pipelines, RecordChecks, StoredRun } from '../ports.js';

type Current = { readonly version: number; readonly rulesRevision: number } | null;
type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** The compiled versions one batch needs: loaded after the locks, then read synchronously. A version that cannot be had fails only the commands that use it. */
export class Versions {
  readonly #compiled = new Once<CompiledPipeline>();
  readonly #times = new Once<DueTimes>();
  readonly #current = new Once<Current>();

  constructor(
    private readonly workspace: WorkspaceId,
    private readonly pipelines: Pipelines,
  ) {}

  /** Throws what loading it threw. */
  compiled(pipeline: string, version: number, rulesRevision: number): CompiledPipeline {
    return this.#compiled.value(`${pipeline}\n${version}\n${rulesRevision}`);
  }
  times(pipeline: string, version: number): DueTimes {
    return this.#times.value(`${pipeline}\n${version}`);
  }
  current(pipeline: string): Current {
    return this.#current.value(pipeline);
  }
  all(): readonly CompiledPipeline[] {
    return this.#compiled.had();
  }

  async load(loaded: LoadedBatch, commands: readonly Command[]): Promise<void> {
    const open = [...loaded.runs.values()].filter((run) => run.endedAt === null);
    await Promise.all([
      ...open.map((run) => this.#need(run.pipeline, run.version, run.rulesRevision)),
      ...commands.map((command) => this.#loadFor(command, loaded)),
    ]);
  }

  async #loadFor({ body }: Command, loaded: LoadedBatch): Promise<void> {
    if (body.kind === 'run.start') return this.#needCurrent(body.pipeline);
    if (!('runId' in body)) return;
    const run: StoredRun | undefined = loaded.runs.get(body.runId);
    if (!run) return;
    if (run.endedAt !== null) await this.#need(run.pipeline, run.version, run.rulesRevision);
    if (body.kind === 'run.rules-changed') await this.#need(run.pipeline, run.version, body.revision);
    if (body.kind === 'run.migrate') await this.#need(run.pipeline, body.toVersion, run.rulesRevision);
  }

  async #needCurrent(pipeline: string): Promise<void> {
    const current = await this.#current.ask(pipeline, () => this.pipelines.current(this.workspace, pipeline));
    if ('value' in current && current.value) await this.#need(pipeline, current.value.version, current.value.rulesRevision);
  }

  async #need(pipeline: string, version: number, rulesRevision: number): Promise<void> {
    await this.#compiled.ask(`${pipeline}\n${version}\n${rulesRevision}`, () => this.pipelines.compiled(this.workspace, pipeline, version, rulesRevision));
    await this.#times.ask(`${pipeline}\n${version}`, () => this.pipelines.times(this.workspace, pipeline, version));
  }
}

/** What is asked for many times by the runs of one batch and loaded once, also while the first load is under way. */
class Once<T> {
  readonly #asked = new Map<string, Promise<Settled<T>>>();
  readonly #settled = new Map<string, Settled<T>>();

  /** Never rejects. */
  ask(key: string, load: () => Promise<T>): Promise<Settled<T>> {
    const asked = this.#asked.get(key) ?? this.#load(key, load);
    this.#asked.set(key, asked);
    return asked;
  }

  /** Throws what loading it threw. */
  value(key: string): T {
    const had = this.#settled.get(key);
    if (!had) throw new Error(`pipeline ${key.replaceAll('\n', ' ')} was not loaded for this batch`);
    if ('error' in had) throw had.error;
    return had.value;
  }

  had(): readonly T[] {
    return [...this.#settled.values()].flatMap((had) => ('value' in had ? [had.value] : []));
  }

  async #load(key: string, load: () => Promise<T>): Promise<Settled<T>> {
    const settled = await load().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    this.#settled.set(key, settled);
    return settled;
  }
}

const referencesCache = new WeakMap<CompiledPipeline, readonly string[]>();

/** Fields that a version reads through (`account` for `account.name`). */
export function references(compiled: CompiledPipeline): readonly string[] {
  const known = referencesCache.get(compiled);
  if (known) return known;
  const found = [...new Set(compiled.reads.filter((path) => path.includes('.')).map((path) => path.slice(0, path.indexOf('.'))))];
  const fields = found.filter((name) => compiled.fields[name]?.type === 'reference');
  referencesCache.set(compiled, fields);
  return fields;
}

/** Records that the batch's versions can read through a reference, now or with what the commands set. */
export function referencedRecords(loaded: LoadedBatch, commands: readonly Command[], versions: Versions): readonly RecordId[] {
  const names = new Set(versions.all().flatMap(references));
  if (names.size === 0) return [];
  const found = new Set<RecordId>();
  const look = (fields: Json | undefined): void => {
    if (!isJsonObject(fields)) return;
    for (const name of names) {
      const id = Object.hasOwn(fields, name) ? fields[name] : null;
      if (isUuid(id) && !loaded.records.has(id as RecordId)) found.add(id as RecordId);
    }
  };
  for (const record of loaded.records.values()) look(record.fields);
  for (const { body } of commands) if ('fields' in body) look(body.fields);
  return [...found];
}

/** Objects whose fields the batch may write. */
export async function prepareChecks(checks: RecordChecks, loaded: LoadedBatch, commands: readonly Command[]): Promise<void> {
  const workspace = commands[0]?.workspace;
  if (workspace === undefined) return;
  const objects = new Set([...loaded.records.values()].map((record) => record.object));
  for (const { body } of commands) if (body.kind === 'record.create') objects.add(body.object);
  await checks.prepare(workspace, [...objects]);
}
