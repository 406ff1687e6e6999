import { hashToken, newToken } from '#access';
import type { Json, RecordId, RunId, WorkspaceId } from '#kernel';
import { openStorage, PgApiKeyStore, startDatabase, type Storage } from '#storage';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';

/** Two states and a condition: the way of one event, not the work of a rich pipeline. */
export const SWING: Json = {
  format: 'millrace/1',
  key: 'bench-swing',
  object: 'deal',
  title: { en: 'Swing' },
  initial: 'left',
  states: {
    left: { stage: true, on: { swing: { target: 'right', when: { '>': [{ var: 'record.close_value' }, 100] } }, stop: 'stopped' } },
    right: { stage: true, on: { swing: { target: 'left', when: { '>': [{ var: 'record.close_value' }, 100] } } } },
    stopped: { type: 'final', stage: true, outcome: 'lost' },
  },
};

/** A workspace of a running server to send events to. */
export interface Ground {
  readonly workspace: WorkspaceId;
  /** A key that may do everything. */
  readonly key: string;
  readonly runs: readonly RunId[];
  /** External keys of their records, in the same order. */
  readonly externalKeys: readonly string[];
}

/** Makes runs and a key in the server's first workspace, or in a new one of that name. */
export async function prepareGround(home: string, count: number, name?: string): Promise<Ground> {
  const database = await startDatabase({ home, as: 'guest' });
  const storage = await openStorage(database.url);
  try {
    return await groundIn(storage, { count, document: SWING, ...(name === undefined ? {} : { name }) });
  } finally {
    await storage.close();
    await database.stop();
  }
}

export interface GroundWish {
  readonly count: number;
  readonly document: Json;
  /** Of a new workspace; otherwise the first one is used. */
  readonly name?: string;
}

export async function groundIn(storage: Storage, { count, document, name }: GroundWish): Promise<Ground> {
  const { runtime, importParts, library } = joinEngine(storage);
  try {
    const pipeline = (document as { key: string }).key;
    const workspace = await workspaceOf(storage, name, importParts.ids.next());
    await library.library.saveDraft(workspace, pipeline, document, CLI_ACTOR.id, 0);
    await library.library.publish(workspace, pipeline, CLI_ACTOR.id, { note: null, expectedRevision: null });
    const key = newToken('mr_');
    const row = { id: importParts.ids.next(), name: 'bench', prefix: key.slice(0, 10), tokenHash: hashToken(key), role: 'owner' as const, pipelineRoles: [] };
    await new PgApiKeyStore(storage).create(workspace, row, { actor: CLI_ACTOR, action: 'key.created', target: `key/${row.id}`, detail: {} });
    const command = { workspace, actor: CLI_ACTOR, source: 'bench', key: null, occurredAt: null, history: false, origin: null };
    const runs = Array.from({ length: count }, () => ({ recordId: importParts.ids.next() as RecordId, runId: importParts.ids.next() as RunId }));
    for (let from = 0; from < count; from += 500) {
      const commands = runs.slice(from, from + 500).flatMap(({ recordId, runId }) => [
        {
          ...command,
          body: { kind: 'record.create' as const, recordId, object: 'deal', fields: { name: 'Bench', close_value: 250 }, externalKey: recordId, ownerId: null },
        },
        { ...command, body: { kind: 'run.start' as const, runId, recordId, pipeline, vars: {}, at: null } },
      ]);
      const failed = (await runtime.submitMany(commands)).find((answer) => !answer.ok);
      if (failed && !failed.ok) throw failed.error;
    }
    return { workspace, key, runs: runs.map(({ runId }) => runId), externalKeys: runs.map(({ recordId }) => recordId) };
  } finally {
    await runtime.stop();
  }
}

async function workspaceOf({ sql }: Storage, name: string | undefined, id: string): Promise<WorkspaceId> {
  const [row] =
    name === undefined
      ? await sql<{ id: WorkspaceId }>(`select id from workspaces order by created_at limit 1`)
      : await sql<{ id: WorkspaceId }>(
          `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, $2, $2, 'UTC', 'USD', 'en', now()) returning id`,
          [id, name],
        );
  if (!row) throw new Error('the server has no workspace');
  return row.id;
}
