import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, WorkspaceId } from '#kernel';
import { Calendars, FieldRegistry, Records, RecordWrites, WorkspaceRecordChecks, WorkspaceSurroundings } from '#crm';
import { type Actor, type AttachedRuleDocument, diffPipelines, verify } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { AttachedRules, CompiledPipelines, createRuntime, installShipped, Migrations, PipelineLibrary, type Runtime, type ShippedPipeline } from '#runtime';
import { stepCatalogue } from '#steps/definitions';
import { PgCalendarStore } from '../repositories/calendars-store.js';
import { PgFieldStore } from '../repositories/objects-fields.js';
import { PgLibraryStore } from '../repositories/pipelines-library.js';
import { PgActivityReads } from '../repositories/records-activity.js';
import { PgImportReads } from '../repositories/records-imports.js';
import { PgRecordReads, PgWriteChecks } from '../repositories/records-reads.js';
import { PgRunStore } from '../run-store/pg-run-store.js';
import { testDatabase } from './test-database.js';

export const OWNER: Actor = { kind: 'cli', id: 'test', roles: ['*'] };

/** A workspace on a database of its own, with everything of floor 2 wired to PostgreSQL, and no worker running. */
export type TestWorkspace = Awaited<ReturnType<typeof testWorkspace>>;

export async function testWorkspace() {
  const database = await testDatabase();
  const { sql, runtimePool } = database.storage;
  const workspace = randomUUID() as WorkspaceId;
  await sql(`insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, $2, 'Test', 'UTC', 'USD', 'en', now())`, [
    workspace,
    `w-${workspace.slice(0, 8)}`,
  ]);
  const nowMs = (): number => performance.now();
  const clock = { nowMs, sleep: (ms: number) => new Promise<void>((go) => setTimeout(go, ms)) };
  const ids = { next: () => randomUUID() };
  const hashes = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
  const fieldStore = new PgFieldStore(sql);
  const registry = new FieldRegistry(fieldStore, nowMs);
  const calendars = new Calendars(new PgCalendarStore(sql), nowMs);
  const surroundings = new WorkspaceSurroundings(registry, calendars, stepCatalogue(), async () => 'UTC');
  const libraryStore = new PgLibraryStore(sql);
  const pipelines = new CompiledPipelines(libraryStore, surroundings);
  const runtime: Runtime = createRuntime({
    store: new PgRunStore(runtimePool),
    pipelines,
    checks: new WorkspaceRecordChecks(registry),
    wakeups: new InProcessWakeups(clock),
    handlers: { get: () => undefined },
    clock,
    ids,
    hashes,
    random: () => 0.5,
  });
  const proofs = { verify, diff: diffPipelines };
  const library = new PipelineLibrary(libraryStore, surroundings, hashes, proofs);
  const rules = new AttachedRules(libraryStore, surroundings, proofs, runtime);
  const reads = new PgRecordReads(sql);
  return {
    workspace,
    sql,
    storage: database.storage,
    runtime,
    registry,
    fieldStore,
    calendars,
    library,
    rules,
    migrations: new Migrations(libraryStore, surroundings, runtime),
    records: new Records(reads, registry),
    writes: new RecordWrites(new PgWriteChecks(sql), registry, ids),
    activity: new PgActivityReads(sql),
    importParts: { reads: new PgImportReads(sql), registry, door: runtime, ids },
    install: (keys: readonly string[]) => install({ store: libraryStore, library, rules }, workspace, keys),
    close: async () => {
      await runtime.stop();
      await database.drop();
    },
  };
}

async function install(parts: Parameters<typeof installShipped>[0], workspace: WorkspaceId, keys: readonly string[]): Promise<readonly string[]> {
  const shipped = await Promise.all((await readdir('workflows')).filter((key) => keys.includes(key)).map(readShipped));
  return installShipped(parts, { workspace, actor: OWNER, origin: null }, shipped);
}

async function readShipped(key: string): Promise<ShippedPipeline> {
  const read = async (file: string): Promise<Json> => JSON.parse(await readFile(join('workflows', key, file), 'utf8')) as Json;
  return { key, pipeline: await read('pipeline.json'), rules: (await read('rules.json')) as unknown as readonly AttachedRuleDocument[] };
}
