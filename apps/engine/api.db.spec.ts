import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

/**
 *   open --offer(sales, needs close_value)--> offered --win(when close_value > 0)--> won
 *     \--lose--> lost
 */
const DOCUMENT = {
  format: 'millrace/1',
  key: 'deals',
  object: 'deal',
  title: { en: 'Deals', 'zh-CN': '交易' },
  roles: ['sales'],
  initial: 'open',
  states: {
    open: { stage: true, on: { offer: { target: 'offered', by: ['sales'], requires: ['close_value'] }, lose: 'lost' } },
    offered: { stage: true, on: { win: { target: 'won', when: { '>': [{ var: 'record.close_value' }, 0] } }, lose: 'lost' } },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};

describe('the API, door to door', () => {
  let api: TestEngine;
  let seller: string;
  let viewer: string;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, who = seller) => api.ask(path, who, { method: 'POST', body, headers });

  beforeAll(async () => {
    api = await TestEngine.start();
    seller = await api.key('agent', ['sales']);
    viewer = await api.key('viewer');
    await api.ask('/api/v1/pipelines/deals/draft', api.owner.cookie, { method: 'PUT', body: { document: DOCUMENT } });
    expect((await api.ask('/api/v1/pipelines/deals/versions', api.owner.cookie, { method: 'POST', body: {} })).body).toMatchObject({ version: 1 });
  });
  afterAll(() => api.stop());
  const newDeal = async (fields: object = { name: 'Acme' }) => (await post('/api/v1/records/deal', { fields, pipeline: 'deals' })).body;

  it('takes a deal from its creation to won, and shows how', async () => {
    const deal = await newDeal();
    const offered = await post(`/api/v1/runs/${deal.runId}/events`, { event: 'offer', fields: { close_value: 5400 } });
    expect(offered).toMatchObject({ status: 200, body: { stage: 'offered', seq: 2 } });
    expect((await post(`/api/v1/runs/${deal.runId}/events`, { event: 'win' })).body).toMatchObject({
      stage: 'won',
      snapshot: { status: 'done', outcome: 'won' },
    });
    expect((await api.ask(`/api/v1/records/deal/${deal.id}`, viewer)).body).toMatchObject({
      fields: { close_value: 5400 },
      runs: [{ pipeline: 'deals', outcome: 'won' }],
    });
    const journal = (await api.ask(`/api/v1/runs/${deal.runId}/journal`, viewer)).body.items;
    expect(journal.map((row: { event: { kind: string; name?: string } }) => row.event.name ?? row.event.kind)).toEqual(['started', 'offer', 'win']);
    expect((await api.ask(`/api/v1/runs/${deal.runId}/replay?seq=2`, viewer)).body).toMatchObject({ seq: 2, snapshot: { configuration: ['offered'] } });
    const timeline = (await api.ask(`/api/v1/records/deal/${deal.id}/timeline`, viewer)).body.items;
    expect(timeline.map((item: { kind: string }) => item.kind)).toEqual(['event', 'event', 'event', 'edit']);
    expect((await api.ask('/api/v1/records/deal/summary?group=outcome&measure=count,sum:close_value', viewer)).body.groups).toContainEqual(
      expect.objectContaining({ group: { outcome: 'won' }, values: { count: 1, 'sum:close_value': 5400 } }),
    );
  });

  it('says why an event is refused, with the values, in the language of the reader', async () => {
    const deal = await newDeal();
    const missing = await post(`/api/v1/runs/${deal.runId}/events`, { event: 'offer' }, { 'accept-language': 'zh-CN,en;q=0.5' });
    expect(missing).toMatchObject({
      status: 409,
      body: { type: 'urn:millrace:problem:event.requires', code: 'event.requires', reasons: [{ fields: ['close_value'] }] },
    });
    expect(missing.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(missing.headers.get('content-language')).toBe('zh-CN');
    expect(missing.body.detail).toMatch(/[\u4e00-\u9fff]/);
    await post(`/api/v1/runs/${deal.runId}/events`, { event: 'offer', fields: { close_value: 0 } });
    const condition = await post(`/api/v1/runs/${deal.runId}/events`, { event: 'win' });
    expect(condition).toMatchObject({ status: 409, body: { code: 'event.condition', reasons: [{ read: { 'record.close_value': 0 } }] } });
    expect(
      (await api.ask(`/api/v1/records/deal/${deal.id}/timeline`, viewer)).body.items.filter((item: { kind: string }) => item.kind === 'refusal'),
    ).toHaveLength(2);
  });

  it('explains what could happen now and the way to won', async () => {
    const deal = await newDeal();
    const { body } = await api.ask(`/api/v1/runs/${deal.runId}/explain?toward=won`, seller);
    expect(body.possibilities).toEqual([
      expect.objectContaining({ event: 'offer', allowed: false, missing: ['close_value'] }),
      expect.objectContaining({ event: 'lose', allowed: true }),
    ]);
    expect(body.path.steps.map((step: { name: string }) => step.name)).toEqual(['offer', 'win']);
    const other = (await api.ask(`/api/v1/runs/${deal.runId}/explain`, await api.key('agent'))).body.possibilities;
    expect(other[0].reasons.map((reason: { code: string }) => reason.code)).toContain('event.role');
  });

  it('answers many events one by one', async () => {
    const [a, b] = [await newDeal(), await newDeal()];
    const { status, body } = await post('/api/v1/events', {
      items: [
        { runId: a.runId, event: 'lose' },
        { runId: b.runId, event: 'fly' },
        { runId: '01920000-0000-7000-8000-0000000000ff', event: 'lose' },
      ],
    });
    expect(status).toBe(200);
    expect(body.items.map((item: { kind: string; status?: number }) => item.status ?? item.kind)).toEqual(['applied', 'refused', 404]);
    const one = await post(`/api/v1/runs/${b.runId}/events`, { event: 'fly' });
    expect(body.items[1].reasons[0].text).toBe(one.body.reasons[0].text);
    expect(one.body.reasons[0].text).toEqual(expect.any(String));
  });

  it('takes no input for stopped work that its step could not do', async () => {
    const deal = await newDeal();
    await api.database.storage.sql(
      `insert into incidents (workspace_id, id, run_id, record_id, step, input, reason, status, opened_at)
         select workspace_id, 'stuck.1', id, record_id, 'http.request', '{}', 'x', 'open', now() from runs where id = $1::uuid`,
      [deal.runId],
    );
    const edit = (input: unknown) => api.ask('/api/v1/incidents/stuck.1/resolve', api.owner.cookie, { method: 'POST', body: { action: 'edit', input } });
    expect((await edit({ method: 'GET', url: 5 })).body).toMatchObject({ status: 422, code: 'step.input', pointer: '/input/url' });
    expect((await api.ask('/api/v1/incidents', api.owner.cookie)).body.items).toMatchObject([{ id: 'stuck.1', status: 'open' }]);
    // This one has no work behind it: the input is fine, the incident is not.
    expect((await edit({ method: 'GET', url: 'https://example.com/' })).body).toMatchObject({ status: 409, code: 'incident.no-work' });
  });

  it('points at what the caller gave', async () => {
    const deal = await newDeal();
    const get = (path: string) => api.ask(`/api/v1/${path}`, api.owner.cookie);
    expect((await post('/api/v1/records/deal', { fields: { name: 'X' }, pipeline: 'none' })).body).toMatchObject({
      code: 'pipeline.unknown',
      pointer: '/pipeline',
    });
    expect((await post('/api/v1/runs', { recordId: deal.id, pipeline: 'none' })).body).toMatchObject({ code: 'pipeline.unknown', pointer: '/pipeline' });
    expect((await get(`runs/${deal.runId}/replay?at=2001-01-01T00:00:00.000Z`)).body).toMatchObject({ code: 'replay.before-start', pointer: '/query/at' });
    expect((await get('pipelines/deals/diff?from=1&to=99')).body).toMatchObject({ code: 'version.unknown', pointer: '/query/to' });
    expect((await get('pipelines/deals/diff?from=98&to=99')).body).toMatchObject({ code: 'version.unknown', pointer: '/query/from' });
  });

  describe('Idempotency-Key', () => {
    it.each([
      ['an event', async () => ({ path: `/api/v1/runs/${(await newDeal()).runId}/events`, body: { event: 'lose' }, other: { event: 'offer' } })],
      ['a record', async () => ({ path: '/api/v1/records/deal', body: { fields: { name: 'Once' }, pipeline: 'deals' }, other: { fields: { name: 'Twice' } } })],
      [
        'a task',
        async () => ({
          path: '/api/v1/tasks',
          body: { recordId: (await newDeal()).id, title: 'Call' },
          other: { recordId: (await newDeal()).id, title: 'Write' },
        }),
      ],
    ])('gives the first answer again for %s, and refuses another body', async (name, make) => {
      const { path, body, other } = await make();
      const headers = { 'idempotency-key': `key of ${name}`.replaceAll(' ', '-') };
      const count = async () =>
        (
          await api.database.storage.sql<{ n: number }>(
            `select (select count(*) from records) + (select count(*) from journal) + (select count(*) from tasks) as n`,
          )
        )[0]?.n;
      const first = await post(path, body, headers);
      const before = await count();
      const again = await Promise.all([post(path, body, headers), post(path, body, headers)]);
      expect(first.status).toBeLessThan(300);
      for (const { status, body: said } of again) expect({ status, id: said.id }).toEqual({ status: first.status, id: first.body.id });
      expect(await count()).toBe(before);
      expect(await post(path, other, headers)).toMatchObject({ status: 422, body: { code: 'key.reused' } });
    });

    it('repeats a refusal too, and keeps the keys of two callers apart', async () => {
      const deal = await newDeal();
      const headers = { 'idempotency-key': 'refused' };
      const path = `/api/v1/runs/${deal.runId}/events`;
      const first = await post(path, { event: 'offer' }, headers);
      await api.ask(`/api/v1/records/deal/${deal.id}`, seller, { method: 'PATCH', body: { fields: { close_value: 10 } } });
      expect({ ...(await post(path, { event: 'offer' }, headers)).body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
      expect(await post(path, { event: 'offer' }, headers, await api.key('agent', ['sales']))).toMatchObject({ status: 200 });
    });
  });

  describe('If-Match', () => {
    it('lets one of two edits through', async () => {
      const deal = await newDeal();
      const path = `/api/v1/records/deal/${deal.id}`;
      const etag = (await api.ask(path, seller)).headers.get('etag') ?? '';
      const patch = (name: string) => api.ask(path, seller, { method: 'PATCH', body: { fields: { name } }, headers: { 'if-match': etag } });
      const both = await Promise.all([patch('A'), patch('B')]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect((await api.ask(path, seller, { method: 'DELETE', headers: { 'if-match': etag } })).status).toBe(412);
      expect((await api.ask(path, seller, { method: 'DELETE', headers: { 'if-match': 'three' } })).status).toBe(400);
    });

    it('offers the shipped pipelines to begin from, whole', async () => {
      const { status, body } = await api.ask('/api/v1/templates', api.owner.cookie);
      expect(status).toBe(200);
      expect(body.items.map((item: { key: string }) => item.key)).toContain('b2b-sales');
      for (const { key, object, title, description, document, rules } of body.items) {
        expect({ key, object, title }).toEqual({ key: document.key, object: document.object, title: document.title });
        expect(description === null || typeof description.en === 'string').toBe(true);
        expect(rules.every((rule: { pipeline: string }) => rule.pipeline === key)).toBe(true);
      }
    });

    it('guards a draft and its publication', async () => {
      const path = '/api/v1/pipelines/deals/draft';
      const { headers } = await api.ask(path, api.owner.cookie);
      const put = (title: string) =>
        api.ask(path, api.owner.cookie, {
          method: 'PUT',
          body: { document: { ...DOCUMENT, title: { en: title } } },
          headers: { 'if-match': headers.get('etag') ?? '' },
        });
      const first = await put('One');
      expect(first.status).toBe(200);
      expect(await put('Two')).toMatchObject({ status: 412, body: { code: 'draft.changed' } });
      const stale = await api.ask('/api/v1/pipelines/deals/versions', api.owner.cookie, {
        method: 'POST',
        body: {},
        headers: { 'if-match': headers.get('etag') ?? '' },
      });
      expect(stale.status).toBe(412);
    });
  });

  it('deletes, lists in the bin, restores', async () => {
    const deal = await newDeal({ name: 'Binned' });
    const path = `/api/v1/records/deal/${deal.id}`;
    expect((await api.ask(path, seller, { method: 'DELETE' })).status).toBe(204);
    expect((await api.ask('/api/v1/records/deal?deleted=true', viewer)).body.items.map((row: { id: string }) => row.id)).toEqual([deal.id]);
    expect((await api.ask('/api/v1/records/deal?filter=name=Binned', viewer)).body.items).toEqual([]);
    expect((await api.ask(`${path}/restore`, seller, { method: 'POST' })).body).toMatchObject({ deletedAt: null });
  });

  it('pages through a list without doubling or dropping a record', async () => {
    for (let i = 0; i < 7; i += 1) await newDeal({ name: `Paged ${i}`, close_value: i % 3 });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await api.ask(`/api/v1/records/deal?filter=name~paged&sort=-close_value,name&limit=3${cursor}`, viewer);
      seen.push(...body.items.map((row: { fields: { name: string } }) => row.fields.name));
      if (body.next === null) break;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
    expect(seen).toEqual(['Paged 2', 'Paged 5', 'Paged 1', 'Paged 4', 'Paged 0', 'Paged 3', 'Paged 6']);
  });

  it('lets only designers backdate, also among many', async () => {
    const deal = await newDeal();
    const occurredAt = '2026-01-01T00:00:00.000Z';
    const sent = (who: string) => api.ask(`/api/v1/runs/${deal.runId}/events`, who, { method: 'POST', body: { event: 'lose', occurredAt } });
    expect((await sent(seller)).body).toMatchObject({ status: 403, pointer: '/occurredAt' });
    const many = await api.ask('/api/v1/events', seller, {
      method: 'POST',
      body: {
        items: [
          { runId: deal.runId, event: 'lose', occurredAt },
          { runId: deal.runId, event: 'lose' },
        ],
      },
    });
    expect(many.body.items).toMatchObject([{ kind: 'failed', status: 403 }, { kind: 'applied' }]);
  });

  it('undoes and reopens', async () => {
    const deal = await newDeal();
    await post(`/api/v1/runs/${deal.runId}/events`, { event: 'lose' });
    expect((await post(`/api/v1/runs/${deal.runId}/reopen`, undefined)).body).toMatchObject({ stage: 'open', endedAt: null });
    await post(`/api/v1/runs/${deal.runId}/events`, { event: 'offer', fields: { close_value: 1 } });
    expect((await post(`/api/v1/runs/${deal.runId}/undo`, undefined)).body).toMatchObject({ stage: 'open' });
  });

  it('checks a document without saving it', async () => {
    const broken = { ...DOCUMENT, states: { ...DOCUMENT.states, island: { on: { go: 'nowhere' } } } };
    const check = (who: string) => api.ask('/api/v1/pipelines/deals/check', who, { method: 'POST', body: { document: broken } });
    expect((await check(viewer)).status).toBe(403); // proving costs time: not for who cannot edit
    const { status, body } = await check(await api.key('designer'));
    expect(status).toBe(200);
    expect(body.publishable).toBe(false);
    expect(body.problems[0]).toMatchObject({
      code: expect.any(String),
      at: expect.stringMatching(/^\/states\/island/),
      text: { en: expect.any(String), 'zh-CN': expect.any(String) },
    });
  });

  it('adds a field that records then have', async () => {
    const field = { name: 'region', type: 'choice', title: { en: 'Region' }, options: [{ value: 'north', title: { en: 'North' } }] };
    expect((await api.ask('/api/v1/objects/deal/fields', api.owner.cookie, { method: 'POST', body: field })).status).toBe(201);
    expect((await post('/api/v1/records/deal', { fields: { name: 'N', region: 'north' } })).status).toBe(201);
    expect(await post('/api/v1/records/deal', { fields: { name: 'S', region: 'south' } })).toMatchObject({ status: 422, body: { pointer: '/fields/region' } });
  });

  it('tells health, readiness and metrics', async () => {
    expect((await api.ask('/healthz', null)).body).toEqual({ status: 'ok' });
    expect((await api.ask('/readyz', null)).status).toBe(200);
    expect((await api.ask('/api/v1/health', viewer)).body).toMatchObject({
      wakeups: { carrier: 'in-process', connected: true },
      role: 'all',
      durability: { reduced: expect.any(Boolean) },
    });
    expect((await api.ask('/metrics', api.owner.cookie)).body).toMatch(/millrace_http_request_seconds_bucket\{.*route="\/api\/v1\/records\/:object"/);
  });
});
