import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordId } from '#kernel';
import { CLI_ACTOR } from '../cli/joined-engine.js';
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

  it('moves what retired fields say, and values whose option is retired', async () => {
    const field = async (object: string, more: Record<string, unknown> & { name: string }) =>
      expect((await send(`/objects/${object}/fields`, { title: { en: more.name }, ...more }, { who: api.owner.cookie })).status).toBe(201);
    const retire = async (path: string) => expect((await send(`/objects/${path}/retire`, undefined, { who: api.owner.cookie })).status).toBe(200);
    const options = [
      { value: 'gold', title: { en: 'Gold' } },
      { value: 'basic', title: { en: 'Basic' } },
    ];
    await field('contact', { name: 'partner', type: 'reference', object: 'account' });
    await field('account', { name: 'nickname', type: 'text' });
    await field('account', { name: 'grade', type: 'choice', options });
    const stays = await make('account', { name: 'Stays', grade: 'basic' });
    const goes = await make('account', { name: 'Goes', nickname: 'Go', grade: 'gold' });
    const [refers, binned] = [await make('contact', { name: 'Ann', partner: goes.id }), await make('contact', { name: 'Bob', partner: goes.id })];
    await api.ask(`/api/v1/records/contact/${binned.id}`, agent, { method: 'DELETE' });
    await retire('contact/fields/partner');
    await retire('account/fields/nickname');
    const body = { options: options.map((option) => ({ ...option, retired: option.value === 'gold' })) };
    expect((await api.ask('/api/v1/objects/account/fields/grade', api.owner.cookie, { method: 'PATCH', body })).status).toBe(200);

    const merged = await send(`/records/account/${stays.id}/merge`, { loser: goes.id, take: ['nickname', 'grade'] });
    expect(merged).toMatchObject({ status: 200, body: { fields: { name: 'Stays', nickname: 'Go', grade: 'gold' } } });
    expect((await get(`/records/contact/${refers.id}`)).fields.partner).toBe(stays.id);
    expect((await get(`/records/contact/${binned.id}`)).fields.partner).toBe(stays.id);
    // People and programs still set no retired field.
    const edit = await api.ask(`/api/v1/records/account/${stays.id}`, agent, { method: 'PATCH', body: { fields: { nickname: 'Other' } } });
    expect(edit.body.code).toBe('field.retired');
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
    const own = await make('account', { name: 'Own' });
    await api.ask(`/api/v1/records/account/${own.id}`, agent, { method: 'PATCH', body: { fields: { subsidiary_of: own.id } } });
    expect((await get(`/records/account/${own.id}`)).fields.subsidiary_of).toBe(own.id);
    const { version } = await get(`/records/account/${child.id}`);
    // One change: it does not refer to the one that goes for a moment either.
    expect((await send(`/records/account/${child.id}/merge`, { loser: own.id, take: ['subsidiary_of', 'name'] })).body).toMatchObject({
      fields: { name: 'Own' },
      version: version + 1,
    });
    expect((await get(`/records/account/${child.id}`)).fields).toEqual({ name: 'Own' });
  });

  it('tells the open run of the one that stays of the tags that come', async () => {
    const stays = await make('account', { name: 'Acme' }, { pipeline: 'accounts' });
    const goes = await make('account', { name: 'ACME Inc' });
    await send(`/records/account/${goes.id}/tags`, { add: ['b'] });
    expect((await send(`/records/account/${stays.id}/merge`, { loser: goes.id })).body.tags).toEqual(['b']);
    const { event } = (await get(`/runs/${stays.runId}/journal`)).items.at(-1);
    expect(event).toMatchObject({ kind: 'touched', what: 'tag' });
  });

  it('keeps what people found to be two apart from the one that stays', async () => {
    const [stays, goes] = await pair();
    const other = await make('account', { name: 'Acme Quite Another' });
    const both = [stays.id, goes.id];
    for (const [a, b] of [[goes.id, other.id], [other.id, stays.id], both]) {
      await send('/customers/duplicates/decisions', { object: 'account', a, b, isDuplicate: false }, { who: api.owner.cookie });
    }
    const third = await make('account', { name: 'Acme Three' });
    await send(`/records/account/${third.id}/merge`, { loser: goes.id });
    await send(`/records/account/${stays.id}/merge`, { loser: third.id });
    const apart = async (id: string): Promise<readonly string[]> => {
      const found = await api.database.storage.sql<{ other: string }>(
        `select case first_id when $2::uuid then second_id else first_id end as other from distinct_pairs where workspace_id = $1::uuid and $2::uuid in (first_id, second_id)`,
        [api.engine.workspace.id, id],
      );
      return found.map((row) => row.other).sort();
    };
    expect(await apart(third.id)).toEqual([stays.id, other.id].sort());
    expect(await apart(stays.id)).toEqual([goes.id, other.id, third.id].sort());
  });

  it('keeps what is not of the sample', async () => {
    const [stays, goes] = await pair();
    const { storage } = api.database;
    await storage.sql(`update records set origin = 'sample' where workspace_id = $1::uuid and id = $2::uuid`, [api.engine.workspace.id, stays.id]);
    expect(await send(`/records/account/${stays.id}/merge`, { loser: goes.id })).toMatchObject({ status: 409, body: { code: 'merge.sample' } });
    expect((await send(`/records/account/${goes.id}/merge`, { loser: stays.id })).status).toBe(200);
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

  describe('while others work', () => {
    /** Merges as a request does, with something happening between the looking and the transaction. */
    const mergeWhile = async (stays: { id: string }, goes: { id: string }, happens: (part: string) => Promise<unknown>): Promise<readonly string[]> => {
      const { crm, runtime, workspace } = api.engine;
      const parts: string[] = [];
      const survivor = await crm.records.get(workspace.id, 'account', stays.id as RecordId);
      const wish = { take: [], expectedVersion: null, expectedLoserVersion: null };
      await crm.merges.merge(workspace.id, survivor, goes.id as RecordId, wish, async (body, part) => {
        await happens(part);
        parts.push(part);
        return runtime.submit({ workspace: workspace.id, actor: CLI_ACTOR, source: 'test', key: null, occurredAt: null, history: false, origin: null, body });
      });
      return parts;
    };

    it('moves what comes meanwhile', async () => {
      const [stays, goes] = await pair();
      const came = { deal: '', task: '' };
      const parts = await mergeWhile(stays, goes, async (part) => {
        if (part !== 'merge') return;
        came.deal = (await make('deal', { name: 'Seats', account: goes.id })).id;
        came.task = (await send('/tasks', { recordId: goes.id, title: 'Call again' })).body.id;
      });
      expect((await get(`/records/deal/${came.deal}`)).fields.account).toBe(stays.id);
      expect((await get(`/tasks?record=${stays.id}`)).items).toMatchObject([{ id: came.task }]);
      expect(parts).toEqual(['merge', 'rest']);
    });

    it('leads to the last one when the one that stays goes as well', async () => {
      const [b, a] = await pair();
      const c = await make('account', { name: 'Acme Holding' });
      const deal = await make('deal', { name: 'Seats', account: a.id });
      await mergeWhile(c, b, async (part) => {
        if (part === 'merge') await send(`/records/account/${b.id}/merge`, { loser: a.id });
      });
      expect((await get(`/records/account/${a.id}`)).mergedInto).toBe(c.id);
      expect((await get(`/records/deal/${deal.id}`)).fields.account).toBe(c.id);
    });

    it('follows the one that stays when it goes before the rest has moved', async () => {
      const [b, a] = await pair();
      const c = await make('account', { name: 'Acme Holding' });
      const came = { deal: '' };
      await mergeWhile(b, a, async (part) => {
        if (part === 'merge') came.deal = (await make('deal', { name: 'Seats', account: a.id })).id;
        else if ((await get(`/records/account/${b.id}`)).mergedInto === null) await send(`/records/account/${c.id}/merge`, { loser: b.id });
      });
      expect((await get(`/records/deal/${came.deal}`)).fields.account).toBe(c.id);
    });

    it('does not merge anew what is restored meanwhile', async () => {
      const [stays, goes] = await pair();
      await mergeWhile(stays, goes, async (part) => {
        if (part === 'merge') await make('deal', { name: 'Seats', account: goes.id });
        else await send(`/records/account/${goes.id}/restore`);
      });
      expect(await get(`/records/account/${goes.id}`)).toMatchObject({ mergedInto: null, deletedAt: null });
    });

    it('is safe to ask for again, which moves what is left', async () => {
      const [stays, goes] = await pair();
      const deal = await make('deal', { name: 'Seats', account: goes.id });
      expect((await send(`/records/account/${stays.id}/merge`, { loser: goes.id, take: ['name'] })).status).toBe(200);
      await api.database.storage.sql(`update records set fields = jsonb_set(fields, '{account}', to_jsonb($2::text)) where id = $1::uuid`, [deal.id, goes.id]);
      const before = (await get(`/records/account/${stays.id}`)).version;
      expect((await send(`/records/account/${stays.id}/merge`, { loser: goes.id, take: ['website'] })).body).toMatchObject({ version: before });
      expect((await get(`/records/deal/${deal.id}`)).fields.account).toBe(stays.id);
    });
  });

  it('moves a thousand open tasks and earlier merges at once, and no more', async () => {
    const [stays, goes] = await pair();
    const { storage } = api.database;
    const { id: workspace } = api.engine.workspace;
    await storage.sql(
      `insert into tasks (workspace_id, id, record_id, title, status, created_at)
         select $1::uuid, gen_random_uuid()::text, $2::uuid, 'Many', 'open', now() from generate_series(1, 1001) n`,
      [workspace, goes.id],
    );
    const merge = () => send(`/records/account/${stays.id}/merge`, { loser: goes.id });
    expect(await merge()).toMatchObject({ status: 409, body: { code: 'merge.too-many', detail: expect.stringContaining('open tasks') } });
    await storage.sql(`delete from tasks where id = (select min(id) from tasks where title = 'Many')`);
    await storage.sql(
      `insert into records (workspace_id, id, object, fields, tags, version, created_at, updated_at, deleted_at, merged_into)
         select $1::uuid, gen_random_uuid(), 'account', '{"name":"Went"}', '{}', 1, now(), now(), now(), $2::uuid from generate_series(1, 1001) n`,
      [workspace, goes.id],
    );
    expect(await merge()).toMatchObject({ status: 409, body: { code: 'merge.too-many', detail: expect.stringContaining('were merged into') } });
    await storage.sql(`delete from records where id = (select id from records where merged_into = $1::uuid limit 1)`, [goes.id]);
    expect((await merge()).status).toBe(200);
    const [left] = await storage.sql<{ tasks: number; went: number }>(
      `select (select count(*)::int from tasks where record_id = $1::uuid) as tasks, (select count(*)::int from records where merged_into = $1::uuid) as went`,
      [stays.id],
    );
    expect(left).toEqual({ tasks: 1000, went: 1001 });
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
