import type { Principal } from '#access';
import { type Instant, isUuid, type Json, type JsonObject, type RecordId, type RunId, UserError, type WorkspaceId } from '#kernel';
import {
  type CompiledPipeline,
  explain,
  foldOne,
  type JournalEntry,
  type PathResult,
  type Possibility,
  shortestPath,
  type Snapshot,
  UNBORN,
  type World,
} from '#pipeline';
import type { Pipelines, RunStore, StoredRun } from '#runtime';
import type { PgRunReads } from '#storage';
import { refusal } from '../http/refusals.js';

const PAGE = 500;

export interface Explained {
  readonly possibilities: readonly Possibility[];
  readonly path: PathResult | null;
}

export interface Replayed {
  readonly seq: number;
  readonly at: Instant | null;
  readonly snapshot: Snapshot;
}

/** Looks into runs without changing them: what could happen now, and what has been. */
export class RunInspection {
  constructor(
    private readonly store: RunStore,
    private readonly pipelines: Pipelines,
    private readonly reads: PgRunReads,
  ) {}

  /** @throws UserError `run.not-found`. */
  async run(workspace: WorkspaceId, id: RunId): Promise<StoredRun> {
    const run = await this.store.readRun(workspace, id);
    if (!run) throw runUnknown();
    return run;
  }

  /** Journal rows from `from` on. @throws UserError `run.not-found`. */
  async journal(workspace: WorkspaceId, id: RunId, from: number, limit: number): Promise<readonly JournalEntry[]> {
    await this.run(workspace, id);
    return this.store.readJournal(workspace, id, from, limit);
  }

  /** What this principal could send now, and the shortest way to an outcome. */
  async explain(by: Principal, id: RunId, toward: string | null): Promise<Explained> {
    const workspace = by.workspace.id;
    const run = await this.run(workspace, id);
    const compiled = await this.pipelines.compiled(workspace, run.pipeline, run.version, run.rulesRevision);
    const world = await this.worldOf(by, run, compiled);
    const state = { id: run.id, seq: run.seq, snapshot: run.snapshot, before: run.before };
    return {
      possibilities: explain(compiled, state, world),
      path: toward === null ? null : shortestPath(compiled, state, world, { outcome: toward }),
    };
  }

  /** The run as it was after event `seq`, or at a moment; folded from the journal. @throws UserError `replay.before-start`. */
  async replay(workspace: WorkspaceId, id: RunId, until: { readonly seq: number | null; readonly at: Instant | null }): Promise<Replayed> {
    const run = await this.run(workspace, id);
    let folded = UNBORN;
    let at: Instant | null = null;
    for await (const entry of this.entries(workspace, run)) {
      if ((until.seq !== null && entry.seq > until.seq) || (until.at !== null && entry.occurredAt > until.at)) break;
      folded = foldOne(await this.pipelines.compiled(workspace, run.pipeline, entry.version, entry.rulesRevision), folded, entry);
      at = entry.occurredAt;
    }
    if (!folded.snapshot)
      throw refusal('invalid', 'replay.before-start', 'The run had not begun then.', '当时该运行尚未开始。', until.at === null ? '/query/seq' : '/query/at');
    return { seq: folded.seq, at, snapshot: folded.snapshot };
  }

  private async *entries(workspace: WorkspaceId, run: StoredRun): AsyncGenerator<JournalEntry> {
    for (let from = 1; ; from += PAGE) {
      const page = await this.store.readJournal(workspace, run.id, from, PAGE);
      yield* page;
      if (page.length < PAGE) return;
    }
  }

  private async worldOf(by: Principal, run: StoredRun, compiled: CompiledPipeline): Promise<World> {
    const workspace = by.workspace.id;
    const [{ now }, record, times] = await Promise.all([
      this.store.sweep(1),
      this.reads.fields(workspace, [run.recordId]),
      this.pipelines.times(workspace, run.pipeline, run.version),
    ]);
    const own = record.get(run.recordId);
    const fields = own ? await this.expanded(workspace, compiled, own.fields) : {};
    return {
      now: now > run.updatedAt ? now : run.updatedAt,
      actor: by.actor,
      record: fields,
      recordId: run.recordId,
      ownerId: own?.ownerId ?? null,
      history: false,
      times,
    };
  }

  /** References that the version reads, replaced by the records they name. */
  private async expanded(workspace: WorkspaceId, compiled: CompiledPipeline, fields: JsonObject): Promise<JsonObject> {
    const names = new Set(compiled.reads.filter((path) => path.includes('.')).map((path) => path.slice(0, path.indexOf('.'))));
    const references = [...names].flatMap((name) => {
      const id = compiled.fields[name]?.type === 'reference' && Object.hasOwn(fields, name) ? fields[name] : null;
      return isUuid(id) ? [{ name, id }] : [];
    });
    if (references.length === 0) return fields;
    const found = await this.reads.fields(
      workspace,
      references.map(({ id }) => id as unknown as RecordId),
    );
    const open: Record<string, Json> = { ...fields };
    for (const { name, id } of references) {
      const record = found.get(id);
      if (record) open[name] = { ...record.fields, id };
    }
    return open;
  }
}

const runUnknown = (): UserError => refusal('not-found', 'run.not-found', 'There is no such run.', '没有这个运行。');
