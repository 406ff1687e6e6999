import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordId, WorkspaceId } from '#kernel';
import type { Sql } from '#storage';
import { CLI_ACTOR, joinEngine, type JoinedEngine } from '../../cli/joined-engine.js';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { createWorkspace } from '../workspaces/create-workspace.js';
import { loadSample } from './load-sample.js';
import { removeSample } from './remove-sample.js';
import { addSampleReports } from './sample-reports.js';
import { openTasksOf, storeNow } from './storage-parts.js';

let database: TestDatabase;
let engine: JoinedEngine;
let workspace: WorkspaceId;

const TABLES = [
  'records',
  'runs',
  'journal',
  'effects',
  'tasks',
  'notes',
  'notification_reads',
  'notifications',
  'model_notices',
  'incidents',
  'refusals',
  'pipelines',
  'pipeline_versions',
  'calendars',
  'sales_targets',
  'reports',
  'models',
  'model_versions',
  'model_jobs',
] as const;

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    const [row] = await database.storage.sql<{ n: number }>(`select count(*)::int as n from ${table} where workspace_id = $1::uuid`, [workspace]);
    found[table] = row?.n ?? 0;
  }
  return found;
}

beforeAll(async () => {
  database = await testDatabase();
  engine = joinEngine(database.storage);
  workspace = (await createWorkspace({ storage: database.storage, ...engine }, { name: 'Sample', timeZone: 'UTC', currency: 'USD', locale: 'en' }, CLI_ACTOR))
    .id;
});
afterAll(async () => {
  await engine.runtime.stop();
  await database.drop();
});

/** A model that has learned from the sample by itself. */
async function addLearned(sql: Sql, workspace: WorkspaceId): Promise<void> {
  await sql(
    `insert into models (workspace_id, key, object, definition, active_version, latest_version, created_at, updated_at) values ($1::uuid, 'deal-win', 'deal', '{}', 1, 1, now(), now())`,
    [workspace],
  );
  const by = JSON.stringify({ kind: 'system', id: 'first-training' });
  await sql(
    `insert into model_versions (workspace_id, model, version, method, report, fitted, trained_at, trained_by) values ($1::uuid, 'deal-win', 1, 'logistic', '{}', '{}', now(), $2::jsonb)`,
    [workspace, by],
  );
  await sql(
    `insert into model_jobs (workspace_id, id, model, status, progress, phase, rows, attempt, started_by, created_at) values ($1::uuid, $1::uuid, 'deal-win', 'done', 1, '{}', 1, 1, $2::jsonb, now())`,
    [workspace, by],
  );
}

/** A notice of that model that was read, and a record of people that went into one of the sample. */
async function addNoticeAndMerge(sql: Sql, workspace: WorkspaceId, own: RecordId): Promise<void> {
  await sql(
    `insert into model_notices (workspace_id, id, person_id, model, words, at) values ($1::uuid, 'drift-1', 'p', 'deal-win', '{"en":"Drift","zh-CN":"漂移"}', now())`,
    [workspace],
  );
  await sql(`insert into notification_reads (workspace_id, reader_id, notification_id, read_at) values ($1::uuid, 'p', 'drift-1', now())`, [workspace]);
  await sql(
    `update records set deleted_at = now(), merged_into = (select id from records where workspace_id = $1::uuid and object = 'account' and origin = 'sample' limit 1)
       where workspace_id = $1::uuid and id = $2::uuid`,
    [workspace, own],
  );
}

describe('the sample on PostgreSQL', () => {
  it('is played through the engine without a refusal, and removed to the last row', async () => {
    const { storage } = database;
    const own = engine.importParts.ids.next() as RecordId;
    await engine.runtime.submit({
      workspace,
      actor: CLI_ACTOR,
      source: 'test',
      key: null,
      occurredAt: null,
      history: false,
      origin: null,
      body: { kind: 'record.create', recordId: own, object: 'account', fields: { name: 'Our own' }, externalKey: null, ownerId: null },
    });
    const before = await counts();

    const start = performance.now();
    const result = await loadSample(
      { workspace, submit: engine.runtime.submit, openTasks: () => openTasksOf(engine.activities, workspace) },
      { seed: 3, now: await storeNow(storage) },
    );
    await addSampleReports(storage.sql, workspace);
    await addLearned(storage.sql, workspace);
    await addNoticeAndMerge(storage.sql, workspace, own);
    const tookMs = performance.now() - start;
    expect(result.refused).toEqual([]);
    const loaded = await counts();
    expect(loaded['runs']).toBe(560);
    expect(loaded['records']).toBe(result.records + 1);
    expect(loaded['effects']).toBeGreaterThan(1_000);
    expect(tookMs).toBeLessThan(30_000);

    const removed = await removeSample(storage, workspace, CLI_ACTOR);
    expect(removed['records']).toBe(result.records);
    expect(await counts()).toEqual(before);
    expect(await storage.sql(`select id, merged_into as into, version from records where workspace_id = $1::uuid`, [workspace])).toEqual([
      { id: own, into: null, version: 2 },
    ]);
    const [audit] = await storage.sql<{ n: number }>(`select count(*)::int as n from audit where workspace_id = $1::uuid and action = 'sample.remove'`, [
      workspace,
    ]);
    expect(audit?.n).toBe(1);
    expect(Object.values(await removeSample(storage, workspace, CLI_ACTOR)).every((n) => n === 0)).toBe(true);
  });
});
