import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

/** open --close--> done, on accounts and on deals. */
const documentOf = (object: string) => ({
  format: 'millrace/1',
  key: `${object}s`,
  object,
  title: { en: `${object}s`, 'zh-CN': object },
  initial: 'open',
  states: { open: { stage: true, on: { close: 'done' } }, done: { type: 'final', stage: true, outcome: 'done' } },
});

describe('merging two records', () => {
  let api: TestEngine;
  let agent: string;
  let viewer: string;
  const get = async (path: string) => (await api.ask(`/api/v1${path}`, viewer)).body;
  const send = (path: string, body: unknown = undefined, { who = agent, headers = {} }: { who?: string; headers?: Record<string, string> } = {}) =>
    api.ask(`/api/v1${path}`, who, { method: 'POST', ...(body === undefined ? {} : { body }), headers });
  const make = async (object: string, fields: object, more: object = {}) => (await send(`/records/${object}`, { fields, ...more })).body;
  const pair = async () => [
    await make('account', { name: 'Acme', phone: '+49 30 1' }),
    await make('account', { name: 'ACME Inc', website: 'https://acme.example' }),
  ];

  beforeAll(async () => {
    api = await TestEngine.start();
    agent = await api.key('agent');
    viewer = await api.key('viewer');
    for (const object of ['account', 'deal']) {
      await api.ask(`/api/v1/pipelines/${object}s/draft`, api.owner.cookie, { method: 'PUT', body: { document: documentOf(object) } });
      await send(`/pipelines/${object}s/versions`, {}, { who: api.owner.cookie });
    }
  });
  afterAll(() => api.stop());

  it('moves fields, tags, references and open tasks to the one that stays, and keeps the way to the other', async () => {
    const [stays, goes] = await pair();
    await send(`/records/account/${stays.id}/tags`, { add: ['a'] });
    await send(`/records/account/${goes.id}/tags`, { add: ['b'] });
    await send(`/records/account/${goes.id}/notes`, { text: 'Called once.' });
    const task = (await send('/tasks', { recordId: goes.id, title: 'Call again' })).body;
    const deal = await make('deal', { name: 'Seats', account: goes.id }, { pipeline: 'deals' });
    const daughter = await make('account', { name: 'Acme South', subsidiary_of: goes.id });
    const binned = await make('contact', { name: 'Ann', account: goes.id });
    await api.ask(`/api/v1/records/contact/${binned.id}`, agent, { method: 'DELETE' });

    const merged = await send(`/records/account/${stays.id}/merge`, { loser: goes.id, take: ['name', 'website'] });
    expect(merged).toMatchObject({
      status: 200,
      body: { id: stays.id, fields: { name: 'ACME Inc', website: 'https://acme.example', phone: '+49 30 1' }, tags: ['a', 'b'], mergedInto: null },
    });
    expect(await get(`/records/account/${goes.id}`)).toMatchObject({ mergedInto: stays.id, deletedAt: expect.any(String), fields: { name: 'ACME Inc' } });
    expect((await get(`/records/account?deleted=true&filter=name%3D${encodeURIComponent('ACME Inc')}`)).items).toMatchObject([
      { id: goes.id, mergedInto: stays.id },
    ]);
    expect(await get(`/records/account/${stays.id}/merged`)).toMatchObject({ items: [{ id: goes.id, name: 'ACME Inc' }] });
    expect((await get(`/records/deal/${deal.id}`)).fields.account).toBe(stays.id);
    expect((await get(`/records/account/${daughter.id}`)).fields.subsidiary_of).toBe(stays.id);
    expect((await get(`/records/contact/${binned.id}`)).fields.account).toBe(stays.id);
    expect((await get(`/tasks?record=${stays.id}`)).items).toMatchObject([{ id: task.id, title: 'Call again' }]);
    expect((await send(`/tasks/${task.id}/complete`, { answer: 'done' })).status).toBe(200);
    expect((await get(`/records/account/${goes.id}/timeline`)).items.map(({ kind }: { kind: string }) => kind)).toContain('note');
    // The run of the deal was told that its account changed.
    const journal = (await get(`/runs/${deal.runId}/journal`)).items;
    expect(journal.at(-1).event).toMatchObject({ kind: 'changed', fields: { account: stays.id } });
    const [audit] = (await api.ask('/api/v1/audit?limit=50', api.owner.cookie)).body.items.filter(
      ({ action }: { action: string }) => action === 'record.merge',
    );
    expect(audit).toMatchObject({ target: stays.id, detail: { merged: goes.id, fields: ['name', 'website'] } });
  });

  it('leaves nothing behind of a merge that is refused', async () => {
    const [stays] = await pair();
    const goes = await make('account', { name: 'Acme GmbH' }, { pipeline: 'accounts' });
    const deal = await make('deal', { name: 'Seats', account: goes.id });
    const refused = await send(`/records/account/${stays.id}/merge`, { loser: goes.id, take: ['name'] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'merge.open-run', detail: expect.stringContaining('accounts') } });
    expect((await get(`/records/deal/${deal.id}`)).fields.account).toBe(goes.id);
    expect(await get(`/records/account/${goes.id}`)).toMatchObject({ deletedAt: null, mergedInto: null });
    // The other way round it goes: the run goes on where it is.
    expect((await send(`/records/account/${goes.id}/merge`, { loser: stays.id })).status).toBe(200);
    expect((await get(`/runs/${goes.runId}`)).stage).toBe('open');
  });

  it('leads an import by the key of the one that went to the one that stays', async () => {
    const first = await make('account', { name: 'Nord' }, { externalKey: 'n-1' });
    const second = await make('account', { name: 'Nord AG' });
    const third = await make('account', { name: 'Nord Holding' });
    await send(`/records/account/${second.id}/merge`, { loser: first.id });
    await send(`/records/account/${third.id}/merge`, { loser: second.id });
    expect((await get(`/records/account/${first.id}`)).mergedInto).toBe(third.id);
    const job = (
      await send(
        '/imports',
        { object: 'account', csv: 'id,employees\nn-1,12\n', map: { key: 'id', columns: { employees: 'employees' } } },
        { who: api.owner.cookie },
      )
    ).body;
    for (let status = 'running'; status === 'running';) status = (await api.ask(`/api/v1/imports/${job.id}`, api.owner.cookie)).body.status;
    expect((await get(`/records/account/${third.id}`)).fields).toEqual({ name: 'Nord Holding', employees: 12 });
    expect((await send('/records/account', { fields: { employees: 13, name: 'Nord' }, externalKey: 'n-1' })).body.id).toBe(third.id);
  });

  it('never makes a record refer to itself', async () => {
    const mother = await make('account', { name: 'Mother' });
    const child = await make('account', { name: 'Child', subsidiary_of: mother.id });
    await send(`/records/account/${child.id}/merge`, { loser: mother.id });
    expect((await get(`/records/account/${child.id}`)).fields).toEqual({ name: 'Child' });
    const other = await make('account', { name: 'Other', subsidiary_of: child.id });
    await send(`/records/account/${child.id}/merge`, { loser: other.id, take: ['subsidiary_of', 'name'] });
    expect((await get(`/records/account/${child.id}`)).fields).toEqual({ name: 'Other' });
  });

  it('gives the first answer to the same request again, and brings back what went', async () => {
    const [stays, goes] = await pair();
    const deal = await make('deal', { name: 'Seats', account: goes.id });
    const headers = { 'idempotency-key': 'merge-once' };
    const merge = () => send(`/records/account/${stays.id}/merge`, { loser: goes.id }, { headers });
    expect([(await merge()).status, (await merge()).status]).toEqual([200, 200]);
    expect((await send(`/records/account/${goes.id}/restore`)).body).toMatchObject({ mergedInto: null, deletedAt: null });
    expect((await get(`/records/deal/${deal.id}`)).fields.account).toBe(stays.id);
  });

  it('moves a thousand references at once, and no more', async () => {
    const [stays, goes] = await pair();
    const add = (n: number) =>
      api.database.storage.sql(
        `insert into records (workspace_id, id, object, fields, tags, version, created_at, updated_at)
           select $1::uuid, gen_random_uuid(), 'order', jsonb_build_object('number', 'many ' || n, 'account', $2::text), '{}', 1, now(), now() from generate_series(1, $3::int) n`,
        [api.engine.workspace.id, goes.id, n],
      );
    const referring = async (id: string): Promise<number> => {
      const { groups } = await get(`/records/order/summary?filter=account%3D${id}&measure=count`);
      return groups[0]?.values.count ?? 0;
    };
    await add(1001);
    expect(await send(`/records/account/${stays.id}/merge`, { loser: goes.id })).toMatchObject({ status: 409, body: { code: 'merge.too-many' } });
    await api.database.storage.sql(`delete from records where workspace_id = $1::uuid and fields->>'number' = 'many 1001'`, [api.engine.workspace.id]);
    expect((await send(`/records/account/${stays.id}/merge`, { loser: goes.id })).status).toBe(200);
    expect([await referring(stays.id), await referring(goes.id)]).toEqual([1000, 0]);
  });

  it('refuses what makes no sense, and who may not', async () => {
    const [stays, goes] = await pair();
    const contact = await make('contact', { name: 'Ann' });
    const merge = async (loser: string, more: object = {}, options = {}) => {
      const { status, body } = await send(`/records/account/${stays.id}/merge`, { loser, ...more }, options);
      return [status, body.code];
    };
    expect(await merge(stays.id)).toEqual([422, 'merge.same']);
    expect(await merge(contact.id)).toEqual([404, 'record.not-found']);
    expect(await merge(goes.id, { take: ['nothing'] })).toEqual([422, 'field.unknown']);
    expect(await merge(goes.id, { loserVersion: 7 })).toEqual([412, 'record.version']);
    expect(await merge(goes.id, {}, { headers: { 'if-match': '"9"' } })).toEqual([412, 'record.version']);
    expect((await merge(goes.id, {}, { who: viewer }))[0]).toBe(403);
    await api.ask(`/api/v1/records/account/${goes.id}`, agent, { method: 'DELETE' });
    expect(await merge(goes.id)).toEqual([409, 'record.deleted']);
  });
});
