import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Instant, JsonObject, RecordId, RunId } from '#kernel';
import type { Command, CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';

jest.setTimeout(60_000);

const MOVED = '2026-01-02T00:00:00.000Z' as Instant;

describe('what a page of records brings along', () => {
  let at: TestWorkspace;
  const id = { account: '', planned: '', idle: '', agent: '' };

  const submit = (body: CommandBody, occurredAt: Instant | null = null) => {
    const command: Command = { workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt, history: occurredAt !== null, origin: null, body };
    return at.runtime.submit(command);
  };
  const create = async (object: string, fields: JsonObject): Promise<RecordId> => {
    const recordId = crypto.randomUUID() as RecordId;
    await submit({ kind: 'record.create', recordId, object, fields, externalKey: null, ownerId: null });
    return recordId;
  };
  const task = (recordId: string, title: string, due: Instant | null) =>
    submit({ kind: 'task.create', recordId: recordId as RecordId, taskId: crypto.randomUUID(), title, due, assignee: null });

  beforeAll(async () => {
    at = await testWorkspace();
    await at.install(['b2b-sales']);
    id.account = await create('account', { name: 'Acme' });
    id.agent = await create('agent', { name: 'Mo' });
    id.planned = await create('deal', { name: 'Planned', account: id.account, sales_agent: id.agent });
    id.idle = await create('deal', { name: 'Idle', account: crypto.randomUUID() });
    const runId = crypto.randomUUID() as RunId;
    await submit({ kind: 'run.start', runId, recordId: id.idle as RecordId, pipeline: 'b2b-sales', vars: {}, at: null }, '2026-01-01T00:00:00.000Z' as Instant);
    await submit({ kind: 'run.event', runId, event: 'engage', payload: null, fields: {} }, MOVED);
    await task(id.planned, 'Some day', null);
    await task(id.planned, 'Second', '2026-03-02T09:00:00.000Z' as Instant);
    await task(id.planned, 'First', '2026-03-01T09:00:00.000Z' as Instant);
  });
  afterAll(() => at?.close());

  const page = (beside: readonly ('names' | 'work')[]) => at.records.list(at.workspace, 'deal', { sort: 'name', beside });

  it('is nothing unless asked for', async () => {
    expect(Object.keys(await page([])).sort()).toEqual(['items', 'next']);
  });

  it('names the records that references mean, and leaves out what does not exist', async () => {
    const { names } = await page(['names']);
    expect(Object.fromEntries(names ?? [])).toEqual({ [id.account]: 'Acme', [id.agent]: 'Mo' });
  });

  it('tells the open task due first, and the last event from outside', async () => {
    const { work } = await page(['work']);
    expect(work?.get(id.planned as RecordId)).toMatchObject({ nextTask: { title: 'First', due: '2026-03-01T09:00:00.000Z' }, activeAt: null });
    expect(work?.get(id.idle as RecordId)).toEqual({ nextTask: null, activeAt: MOVED });
  });

  it('reads nothing of another workspace', async () => {
    const other = crypto.randomUUID() as TestWorkspace['workspace'];
    const { items, names } = await at.records.list(other, 'deal', { beside: ['names', 'work'] });
    expect({ items, names: [...(names ?? [])] }).toEqual({ items: [], names: [] });
  });
});
