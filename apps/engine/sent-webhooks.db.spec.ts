import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { Webhook } from 'standardwebhooks';
import { type Ask, TestEngine } from './testing/test-engine.js';

const SIGNING = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('webhooks to other systems', () => {
  let api: TestEngine;
  let server: Server;
  let host: string;
  let run: string;
  const received: Received[] = [];
  let answers: readonly number[] = [];

  const ask = (path: string, more: Ask = {}) => api.ask(path, api.owner.cookie, more);
  const test = (body: JsonObject) => ask('/api/v1/webhooks/test', { method: 'POST', body });
  /** Five at once, then one in two seconds: waits as it is told. */
  const onceAllowed = async (body: JsonObject) => {
    for (;;) {
      const answer = await test(body);
      if (answer.status !== 429) return answer;
      await new Promise((done) => setTimeout(done, Number(answer.headers.get('retry-after')) * 1000));
    }
  };
  const sent = async () => (await ask('/api/v1/webhooks/sent')).body.items;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.statusCode = answers[0] ?? 204;
        answers = answers.slice(1);
        response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = await TestEngine.start({ outboundHosts: [host, 'localhost:9'] });
    await ask('/api/v1/secrets/partner', { method: 'PUT', body: { value: SIGNING, hosts: [host, 'localhost:9', '10.0.0.1'] } });
    await ask('/api/v1/secrets/elsewhere', { method: 'PUT', body: { value: SIGNING, hosts: ['hooks.example.com'] } });
    await ask('/api/v1/secrets/unusable', { method: 'PUT', body: { value: 'no key at all', hosts: [host] } });
    const send = {
      do: 'webhook.send',
      with: { url: `http://${host}/in?for={{record.name}}&key=k3y`, secret: 'partner', type: 'deal.moved', data: { name: '{{record.name}}' } },
    };
    const document = {
      format: 'millrace/1',
      key: 'telling',
      object: 'deal',
      title: { en: 'Telling' },
      initial: 'open',
      states: { open: { stage: true, on: { order: { actions: [send] } } }, ended: { type: 'final', stage: true, outcome: 'won' } },
    };
    await ask('/api/v1/pipelines/telling/draft', { method: 'PUT', body: { document } });
    expect(await ask('/api/v1/pipelines/telling/versions', { method: 'POST', body: {} })).toMatchObject({ status: 201 });
    run = (await ask('/api/v1/records/deal', { method: 'POST', body: { fields: { name: 'Acme' }, pipeline: 'telling' } })).body.runId;
  });
  afterAll(async () => {
    await api.stop();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it('can be tried: a test is signed as a real one, and audited', async () => {
    const { status, body } = await test({ url: `http://${host}/in`, secret: 'partner', type: 'deal.moved' });
    expect({ status, body }).toEqual({ status: 200, body: { id: expect.stringMatching(/^test\./), outcome: 'delivered', status: 204, reason: null } });
    const [message] = received;
    expect(message?.headers['webhook-id']).toBe(body.id);
    expect(new Webhook(SIGNING).verify(message?.body ?? '', message?.headers as Record<string, string>)).toEqual({
      type: 'deal.moved',
      data: { test: true },
      record: null,
      run: null,
    });
    expect((await ask('/api/v1/audit?limit=1')).body.items[0]).toMatchObject({ action: 'webhooks.test', target: 'webhooks/test' });
    expect(await sent()).toEqual([]);
  });

  it('say what the other system made of a test, which is no error of ours', async () => {
    answers = [500];
    expect((await test({ url: `http://${host}/in`, secret: 'partner', type: 'x' })).body).toMatchObject({ outcome: 'refused', status: 500 });
    expect(await test({ url: 'http://localhost:9/', secret: 'partner', type: 'x' })).toMatchObject({
      status: 200,
      body: { outcome: 'unreachable', status: null, reason: expect.stringContaining('localhost') },
    });
  });

  it.each<[string, () => JsonObject, number, string, string]>([
    ['an unknown secret', () => ({ url: `http://${host}/in`, secret: 'none' }), 422, 'secret.unknown', '/secret'],
    ['a secret that is no key', () => ({ url: `http://${host}/in`, secret: 'unusable' }), 422, 'webhook.secret', '/secret'],
    ['a secret of another host', () => ({ url: `http://${host}/in`, secret: 'elsewhere' }), 403, 'outbound.credentials-host', '/url'],
    ['an address that is not public', () => ({ url: 'http://10.0.0.1/in', secret: 'partner' }), 403, 'outbound.address-refused', '/url'],
    ['what is no address', () => ({ url: 'hooks', secret: 'partner' }), 422, 'outbound.url', '/url'],
    ['another scheme', () => ({ url: 'file:///etc/passwd', secret: 'partner' }), 422, 'outbound.scheme', '/url'],
  ])('are not tried with %s', async (_, body, status, code, pointer) => {
    const before = received.length;
    const answer = await onceAllowed({ ...body(), type: 'x' });
    expect(answer).toMatchObject({ status, body: { code, pointer } });
    expect(received.length).toBe(before);
  });

  it('are listed with what became of them, newest first and without what they say', async () => {
    answers = [204, 503, 410];
    for (let n = 0; n < 3; n++) {
      await ask(`/api/v1/runs/${run}/events`, { method: 'POST', body: { event: 'order' } });
      await api.engine.parts.runtime.drain();
    }
    const items = await sent();
    const shared = { runId: run, recordId: expect.any(String), pipeline: 'telling', url: `http://${host}/in`, type: 'deal.moved', attempts: 1 };
    expect(items).toMatchObject([
      { ...shared, status: 'failed', error: { code: 'http.410' } },
      { ...shared, status: 'waiting', error: { code: 'http.503' } },
      { ...shared, status: 'sent', error: null },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/Acme|k3y/);
    expect((await ask('/api/v1/webhooks/sent?limit=1')).body.items).toEqual([items[0]]);
  });

  it('cannot be tried without end', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push((await test({ url: `http://${host}/in`, secret: 'none', type: 'x' })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
