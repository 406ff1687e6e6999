import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Json, RecordId, RunId } from '#kernel';
import type { CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { PgHabitReads } from './run-habits.js';

jest.setTimeout(60_000);

const title = (en: string) => ({ en, 'zh-CN': en });
/** call (whose own id is `phone`) -> won. */
const PIPELINE: Json = {
  format: 'millrace/1',
  key: 'own-ids',
  object: 'deal',
  title: title('Own ids'),
  initial: 'phone',
  states: {
    call: { id: 'phone', stage: true, title: title('Call'), on: { win: { target: 'won', title: title('Win') } } },
    won: { type: 'final', stage: true, outcome: 'won', title: title('Won') },
  },
};

let at: TestWorkspace;
const submit = (body: CommandBody) =>
  at.runtime.submit({ workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt: null, history: false, origin: null, body });
const begin = async (): Promise<RunId> => {
  const [recordId, runId] = [crypto.randomUUID() as RecordId, crypto.randomUUID() as RunId];
  await submit({ kind: 'record.create', recordId, object: 'deal', fields: { name: 'D' }, externalKey: null, ownerId: null });
  await submit({ kind: 'run.start', runId, recordId, pipeline: 'own-ids', vars: {}, at: null });
  return runId;
};

beforeAll(async () => {
  at = await testWorkspace();
  await at.library.saveDraft(at.workspace, 'own-ids', PIPELINE, 'ann', 0);
  await at.library.publish(at.workspace, 'own-ids', 'ann', { note: null, expectedRevision: null });
});
afterAll(() => at.close());

it('what people did in a state is known by the id that the state gives itself', async () => {
  const ended = await begin();
  await submit({ kind: 'run.event', runId: ended, event: 'win', payload: null, fields: {} });
  const found = await new PgHabitReads(at.sql).habits(at.workspace, await begin());
  expect(found).toEqual({ habits: [{ event: 'win', title: title('Win'), cases: 1, won: 1 }], ended: 1, won: 1 });
});
