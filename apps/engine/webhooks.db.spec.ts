import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { TestEngine } from './testing/test-engine.js';
import { furnish } from './testing/walk-values.js';

describe('incoming webhooks', () => {
  let api: TestEngine;
  let endpoint: { id: string; url: string; secret: string };
  const event = { at: '/type', names: { 'order.note': 'note', 'order.paid': 'win' } };

  beforeAll(async () => {
    api = await TestEngine.start();
    await furnish(api, api.owner.cookie);
    const body = {
      title: 'Shop',
      pipeline: 'walked',
      match: { at: '/data/deal', field: 'external' },
      event,
      fields: { close_value: '/data/amount' },
      create: true,
    };
    endpoint = (await api.ask('/api/v1/webhooks', api.owner.cookie, { method: 'POST', body })).body;
  });
  afterAll(() => api.stop());

  /** Signs with the reference library. */
  function deliver(payload: string, { id = 'msg_1', at = new Date(), secret = endpoint.secret, url = endpoint.url, headers = {} } = {}) {
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, payload),
      ...headers,
    };
    return api.ask(new URL(url).pathname, null, { method: 'POST', raw: payload, headers: signed });
  }
  const order = (type: string, deal: string, amount: number): string => JSON.stringify({ type, data: { deal, amount } });

  it('makes a record with a run from the first delivery, and the same one again answers the same', async () => {
    const first = await deliver(order('order.note', 'D-1', 5400), { id: 'new-1' });
    expect(first).toMatchObject({ status: 202, body: { recordId: expect.any(String), runId: expect.any(String) } });
    expect((await deliver(order('order.note', 'D-1', 5400), { id: 'new-1' })).body).toEqual(first.body);
    expect((await api.ask(`/api/v1/runs/${first.body.runId}`, api.owner.cookie)).body.seq).toBe(1);
    expect((await api.ask(`/api/v1/records/deal/${first.body.recordId}`, api.owner.cookie)).body).toMatchObject({
      externalKey: 'D-1',
      fields: { close_value: 5400 },
    });
  });

  it('sends events to the run of a record that is there, once for each webhook-id', async () => {
    const payload = order('order.note', 'D-1', 6000);
    const [a, b] = await Promise.all([deliver(payload, { id: 'note-1' }), deliver(payload, { id: 'note-1' })]);
    expect([a.status, b.status]).toEqual([202, 202]);
    const run = (await api.ask(`/api/v1/runs/${a.body.runId}`, api.owner.cookie)).body;
    expect(run.seq).toBe(2);
    const journal = (await api.ask(`/api/v1/runs/${run.id}/journal`, api.owner.cookie)).body.items;
    expect(journal[1]).toMatchObject({ event: { name: 'note', fields: { close_value: 6000 } }, actor: { kind: 'webhook', id: endpoint.id } });
  });

  it('says what a delivery would do, and writes nothing', async () => {
    const map = { pipeline: 'walked', match: { at: '/data/deal', field: 'external' }, event, fields: { close_value: '/data/amount', name: '/data/name' } };
    const foresee = (payload: unknown, more = {}) => api.ask('/api/v1/webhooks/try', api.owner.cookie, { method: 'POST', body: { ...map, ...more, payload } });
    const rows = async () => (await api.engine.parts.storage.sql<{ n: number }>('select count(*)::int as n from journal'))[0]?.n;
    const before = await rows();
    const there = { type: 'order.note', data: { deal: 'D-1', amount: 7000 } };
    expect((await foresee(there)).body).toMatchObject({
      outcome: 'event',
      event: 'note',
      value: 'D-1',
      record: { id: expect.any(String) },
      runId: expect.any(String),
      fields: { close_value: 7000 },
      missing: ['name'],
    });
    const other = { type: 'order.note', data: { deal: 'D-none' } };
    expect((await foresee(other)).body).toMatchObject({ outcome: 'no-record', record: null, runId: null });
    expect((await foresee(other, { create: true })).body).toMatchObject({ outcome: 'create' });
    expect((await foresee({ type: 'order.lost', data: { deal: 'D-1' } })).body).toMatchObject({ code: 'webhook.event' });
    expect((await foresee({ type: 'order.note' })).body).toMatchObject({ code: 'webhook.payload' });
    expect((await foresee(there, { pipeline: 'none' })).status).toBe(404);
    expect(await rows()).toBe(before);
  });

  it('names as missing what the payload lacks, not a retired field that it brings', async () => {
    const field = { name: 'channel', type: 'text', title: { en: 'Channel' } };
    await api.ask('/api/v1/objects/deal/fields', api.owner.cookie, { method: 'POST', body: field });
    expect((await api.ask('/api/v1/objects/deal/fields/channel/retire', api.owner.cookie, { method: 'POST' })).status).toBe(200);
    const map = { pipeline: 'walked', match: { at: '/data/deal', field: 'external' }, event, fields: { channel: '/data/channel', name: '/data/name' } };
    const payload = { type: 'order.note', data: { deal: 'D-1', channel: 'shop' } };
    const { body } = await api.ask('/api/v1/webhooks/try', api.owner.cookie, { method: 'POST', body: { ...map, payload } });
    expect(body).toMatchObject({ outcome: 'event', fields: {}, missing: ['name'] });
  });

  it.each([
    ['another secret', { secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }],
    ['more than five minutes old', { at: new Date(Date.now() - 301_000) }],
    ['more than five minutes ahead', { at: new Date(Date.now() + 400_000) }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['a signature of another version', { headers: { 'webhook-signature': 'v1a,AAAA' } }],
  ])('refuses %s', async (_, given) => {
    const { status, body } = await deliver(order('order.note', 'D-1', 1), { id: 'forged', ...given });
    expect({ status, title: body.title }).toEqual({ status: 401, title: 'Signature refused' });
  });

  it('refuses a payload that was changed on the way', async () => {
    const at = new Date();
    const signature = new Webhook(endpoint.secret).sign('m', at, order('order.note', 'D-1', 1));
    const headers = { 'webhook-id': 'm', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': signature };
    expect((await api.ask(new URL(endpoint.url).pathname, null, { method: 'POST', raw: order('order.note', 'D-1', 2), headers })).status).toBe(401);
  });

  it('takes both secrets after a rotation, and only the newer two', async () => {
    const rotate = async () => (await api.ask(`/api/v1/webhooks/${endpoint.id}/rotate`, api.owner.cookie, { method: 'POST' })).body.secret as string;
    const [first, second] = [endpoint.secret, await rotate()];
    expect((await deliver(order('order.note', 'D-1', 1), { id: 'r1', secret: first })).status).toBe(202);
    expect((await deliver(order('order.note', 'D-1', 1), { id: 'r2', secret: second })).status).toBe(202);
    const third = await rotate();
    expect((await deliver(order('order.note', 'D-1', 1), { id: 'r3', secret: first })).status).toBe(401);
    expect((await deliver(order('order.note', 'D-1', 1), { id: 'r4', secret: third })).status).toBe(202);
    endpoint = { ...endpoint, secret: third };
  });

  it.each([
    ['a payload without the key', '{"type":"order.note"}', 422, 'webhook.payload'],
    ['an event the endpoint does not know', order('order.lost', 'D-1', 1), 422, 'webhook.event'],
    ['a field that does not fit', JSON.stringify({ type: 'order.note', data: { deal: 'D-1', amount: 'much' } }), 422, 'field.type'],
  ])('says what is wrong with %s', async (_, payload, status, code) => {
    const answer = await deliver(payload, { id: `bad-${code}` });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code: expect.stringMatching(code.split('.')[0] ?? '') });
  });

  it('answers 404 for a made-up address and for a removed endpoint', async () => {
    expect((await deliver('{}', { url: `${api.url}/hooks/${'x'.repeat(43)}` })).status).toBe(404);
    await api.ask(`/api/v1/webhooks/${endpoint.id}`, api.owner.cookie, { method: 'DELETE' });
    expect((await deliver(order('order.note', 'D-1', 1), { id: 'gone' })).status).toBe(404);
    expect((await api.database.storage.sql(`select 1 from secrets where name like $1`, [`webhook/${endpoint.id}/%`])).length).toBe(0);
  });
});
