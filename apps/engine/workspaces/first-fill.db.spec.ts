import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { CLI_ACTOR, joinEngine, type JoinedEngine } from '../../cli/joined-engine.js';
import { removeSample } from '../sample/remove-sample.js';
import { createWorkspace } from './create-workspace.js';
import { firstFill } from './first-fill.js';
import { SHIPPED_KEYS } from './shipped-files.js';

let database: TestDatabase;
let engine: JoinedEngine;

beforeAll(async () => {
  database = await testDatabase();
  engine = joinEngine(database.storage);
});
afterAll(async () => {
  await engine.runtime.stop();
  await database.drop();
});

/** A workspace as the engine makes it: only its row. */
async function bareWorkspace(key: string): Promise<WorkspaceId> {
  const id = engine.importParts.ids.next() as WorkspaceId;
  await database.storage.sql(
    `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, $2, $2, 'UTC', 'USD', 'en', now())`,
    [id, key],
  );
  return id;
}
const fill = (workspace: WorkspaceId, sample: number | null): ReturnType<typeof firstFill> =>
  firstFill({ storage: database.storage, ...engine }, workspace, { actor: CLI_ACTOR, sample });
const records = async (workspace: WorkspaceId): Promise<number> =>
  (await database.storage.sql<{ n: number }>(`select count(*)::int as n from records where workspace_id = $1::uuid`, [workspace]))[0]?.n ?? 0;

describe('the first fill of a workspace', () => {
  it('publishes the shipped pipelines and loads the sample once; removed, it does not come back', async () => {
    const workspace = await bareWorkspace('first');
    const first = await fill(workspace, 1);
    expect([...first.pipelines].sort()).toEqual([...SHIPPED_KEYS].sort());
    expect(first.sample?.runs).toBe(560);
    expect((await fill(workspace, 1)).sample).toBeNull();
    await removeSample(database.storage, workspace, CLI_ACTOR);
    expect(await fill(workspace, 1)).toEqual({ pipelines: [], sample: null });
    expect(await records(workspace)).toBe(0);
  });

  it('undoes a load that was cut off and does it again', async () => {
    const workspace = await bareWorkspace('cut');
    const loaded = (await fill(workspace, 2)).sample;
    await database.storage.sql(`update settings set value = '{"state":"loading"}' where workspace_id = $1::uuid and key = 'sample'`, [workspace]);
    expect((await fill(workspace, 2)).sample?.records).toBe(loaded?.records);
    expect(await records(workspace)).toBe(loaded?.records);
  });

  it('leaves a workspace alone that already has records, or whose owner wants none', async () => {
    const plain = await bareWorkspace('plain');
    expect((await fill(plain, null)).sample).toBeNull();
    expect((await fill(plain, 3)).sample).toBeNull();
    const made = await createWorkspace({ storage: database.storage, ...engine }, { name: 'Used', timeZone: 'UTC', currency: 'EUR', locale: 'en' }, CLI_ACTOR);
    await engine.runtime.submit({
      workspace: made.id,
      actor: CLI_ACTOR,
      source: 'test',
      key: null,
      occurredAt: null,
      history: false,
      origin: null,
      body: {
        kind: 'record.create',
        recordId: engine.importParts.ids.next() as never,
        object: 'account',
        fields: { name: 'Own' },
        externalKey: null,
        ownerId: null,
      },
    });
    expect((await fill(made.id, 3)).sample).toBeNull();
  });
});
