import { createHash } from 'node:crypto';
import { Calendars, FieldRegistry, WorkspaceRecordChecks, WorkspaceSurroundings, type ImportParts } from '#crm';
import type { WorkspaceId } from '#kernel';
import { diffPipelines, verify, type Actor } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { AttachedRules, CompiledPipelines, createRuntime, PipelineLibrary, type LibraryStore, type Runtime } from '#runtime';
import { stepCatalogue } from '#steps/definitions';
import { UuidV7 } from '../engine/service/uuid-v7.js';
import { PgActivityReads, PgCalendarStore, PgFieldStore, PgImportReads, PgLibraryStore, PgRunStore, type Storage } from '#storage';
import { systemClock } from '../engine/service/system-clock.js';

/** What a command does, as the history shows it. */
export const CLI_ACTOR: Actor = { kind: 'cli', id: 'cli', roles: ['*'] };

/**
 * The engine's own door in this process, beside a running server or without one. It commits; work that falls due is
 * left to the server's worker, which sees it within a second.
 */
export interface JoinedEngine {
  readonly runtime: Runtime;
  readonly pipelines: CompiledPipelines;
  readonly library: { readonly store: LibraryStore; readonly library: PipelineLibrary; readonly rules: AttachedRules };
  readonly calendars: Calendars;
  readonly activities: PgActivityReads;
  readonly importParts: ImportParts;
}

export function joinEngine(storage: Storage): JoinedEngine {
  const { sql, runtimePool } = storage;
  const nowMs = (): number => performance.now();
  const ids = new UuidV7(() => Date.now());
  const hashes = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
  const registry = new FieldRegistry(new PgFieldStore(sql), nowMs);
  const calendars = new Calendars(new PgCalendarStore(sql), nowMs);
  const surroundings = new WorkspaceSurroundings(registry, calendars, stepCatalogue(), (workspace) => zoneOf(storage, workspace));
  const store = new PgLibraryStore(sql);
  const pipelines = new CompiledPipelines(store, surroundings);
  const runtime = createRuntime({
    store: new PgRunStore(runtimePool),
    pipelines,
    checks: new WorkspaceRecordChecks(registry),
    wakeups: new InProcessWakeups(systemClock),
    handlers: { get: () => undefined },
    clock: systemClock,
    ids,
    hashes,
    random: Math.random,
  });
  const proofs = { verify, diff: diffPipelines };
  return {
    runtime,
    pipelines,
    library: { store, library: new PipelineLibrary(store, surroundings, hashes, proofs), rules: new AttachedRules(store, surroundings, proofs, runtime) },
    calendars,
    activities: new PgActivityReads(sql),
    importParts: { reads: new PgImportReads(sql), registry, door: runtime, ids },
  };
}

async function zoneOf({ sql }: Storage, workspace: WorkspaceId): Promise<string> {
  const [row] = await sql<{ zone: string }>(`select time_zone as zone from workspaces where id = $1::uuid`, [workspace]);
  return row?.zone ?? 'UTC';
}
