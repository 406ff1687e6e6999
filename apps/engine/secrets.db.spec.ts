import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { Webhook } from 'standardwebhooks';
import { createLog } from './service/log.js';
import { type Answered, type Ask, TestEngine } from './testing/test-engine.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Another system: keeps what it receives, and says 503 to the first message when `failing`. */
class Sink {
  readonly received: Received[] = [];
  failing = false;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Sink> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        sink.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.statusCode = sink.failing ? 503 : 200;
        sink.failing = false;
        response.end(request.headers.authorization ?? 'ok');
      });
    });
    const sink = new Sink(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return sink;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}

const SIGNING = `whsec_${Buffer.alloc(32, 'canary-of-the-signing').toString('base64')}`;
const TOKEN = 'canary-token-7f3a';

/** open --order--> open (sends), open --call--> calling --> open, open --end--> ended */
const documentFor = (host: string): JsonObject => {
  const send = (secret: string): JsonObject => ({
    actions: [{ do: 'webhook.send', with: { url: `http://${host}/in`, secret, type: 'deal.ordered', data: { by: '{{record.name}}' } } }],
  });
  const call = { id: 'call', step: 'http.request', with: { url: `http://${host}/api`, auth: { secret: 'api-token' } }, onDone: 'open', onError: 'open' };
  return {
    format: 'millrace/1',
    key: 'sending',
    object: 'deal',
    title: { en: 'Sending' },
    initial: 'open',
    states: {
      open: { stage: true, on: { order: send('partner'), stray: send('elsewhere'), call: 'calling', end: 'ended' } },
      calling: { stage: true, invoke: [call] },
      ended: { type: 'final', stage: true, outcome: 'won' },
    },
  };
};

describe('secrets', () => {
  let api: TestEngine;
  let sink: Sink;
  let run: string;
  const said: string[] = [];
  const logged: string[] = [];

  beforeAll(async () => {
    sink = await Sink.start();
    const log = createLog('debug', new Writable({ write: (line, _, done) => (logged.push(String(line)), done()) }));
    api = await TestEngine.start({ outboundHosts: [sink.host] }, log);
    await put('partner', { value: SIGNING, hosts: [sink.host] });
    await put('elsewhere', { value: SIGNING, hosts: ['hooks.example.com'] });
    await put('api-token', { value: TOKEN, hosts: [sink.host] });
    await ask('/api/v1/pipelines/sending/draft', { method: 'PUT', body: { document: documentFor(sink.host) } });
    expect(await ask('/api/v1/pipelines/sending/versions', { method: 'POST', body: {} })).toMatchObject({ status: 201 });
    run = (await ask('/api/v1/records/deal', { method: 'POST', body: { fields: { name: 'Acme' }, pipeline: 'sending' } })).body.runId;
  });
  afterAll(async () => {
    await api.stop();
    await sink.stop();
  });

  async function ask(path: string, more: Ask = {}): Promise<Answered> {
    const answer = await api.ask(path, api.owner.cookie, more);
    said.push(JSON.stringify(answer.body));
    return answer;
  }
  const put = (name: string, body: unknown): Promise<Answered> => ask(`/api/v1/secrets/${name}`, { method: 'PUT', body });
  async function send(event: string): Promise<readonly Received[]> {
    sink.received.length = 0;
    const answer = await ask(`/api/v1/runs/${run}/events`, { method: 'POST', body: { event } });
    expect(answer).toMatchObject({ status: 200 });
    await api.engine.parts.runtime.drain();
    return [...sink.received];
  }

  it('are listed by name and host, without values and without those of incoming endpoints', async () => {
    await ask('/api/v1/webhooks', {
      method: 'POST',
      body: { title: 'In', pipeline: 'sending', match: { at: '/id', field: 'external' }, event: { name: 'order' } },
    });
    const { body } = await ask('/api/v1/secrets');
    const seen = { createdAt: expect.any(String), updatedAt: expect.any(String) };
    expect(body.items).toEqual([
      { name: 'api-token', hosts: [sink.host], ...seen },
      { name: 'elsewhere', hosts: ['hooks.example.com'], ...seen },
      { name: 'partner', hosts: [sink.host], ...seen },
    ]);
  });

  it('are warned of when a pipeline names one that is not there', async () => {
    const answer = await ask('/api/v1/pipelines/sending/check', { method: 'POST', body: { document: documentFor(sink.host) } });
    expect(answer.body).toMatchObject({ problems: [], publishable: true });
    const document = JSON.parse(JSON.stringify(documentFor(sink.host)).replace('"partner"', '"partnr"')) as JsonObject;
    expect((await ask('/api/v1/pipelines/sending/check', { method: 'POST', body: { document } })).body).toMatchObject({
      problems: [{ code: 'secret.missing', at: '/states/open/on/order/actions/0/with/secret' }],
      publishable: true,
    });
  });

  it('sign a webhook that the reference library verifies, sent once for each event', async () => {
    const [first, ...more] = await send('order');
    expect(more).toEqual([]);
    expect(new Webhook(SIGNING).verify(first?.body ?? '', first?.headers as Record<string, string>)).toMatchObject({
      type: 'deal.ordered',
      data: { by: 'Acme' },
      run,
    });
    expect(first?.headers['webhook-id']).toMatch(new RegExp(`^${run}\\.`));
  });

  it('sign a second try anew, under the same webhook-id', async () => {
    sink.failing = true;
    const [failed] = await send('order');
    await api.database.storage.sql(`update effects set due = now(), ready_at = now() where status = 'waiting'`);
    await api.engine.parts.runtime.drain();
    const [, again, ...more] = sink.received;
    expect(more).toEqual([]);
    expect(again?.headers['webhook-id']).toBe(failed?.headers['webhook-id']);
    expect(again?.body).toBe(failed?.body);
    new Webhook(SIGNING).verify(again?.body ?? '', again?.headers as Record<string, string>);
  });

  it('go along with a request, and out of its answer when the other side repeats them', async () => {
    const [call] = await send('call');
    expect(call?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(JSON.stringify((await ask(`/api/v1/runs/${run}/journal`)).body.items)).toContain('Bearer [hidden]');
  });

  it('are not sent to a host they were not made for', async () => {
    expect(await send('stray')).toEqual([]);
    expect((await ask('/api/v1/incidents')).body.items).toMatchObject([
      { step: 'webhook.send', reason: expect.stringMatching(/^outbound\.credentials-host: /) },
    ]);
  });

  it.each<[string, string, unknown, number, string]>([
    ['no hosts', 'x', { value: 'v' }, 422, 'input.missing'],
    ['an empty list of hosts', 'x', { value: 'v', hosts: [] }, 422, 'input.too-small'],
    ['a wildcard', 'x', { value: 'v', hosts: ['*.example.com'] }, 422, 'input.form'],
    ['an address for a host', 'x', { value: 'v', hosts: ['https://example.com/in'] }, 422, 'input.form'],
    ['a value of two lines', 'x', { value: `${TOKEN}\n`, hosts: ['example.com'] }, 422, 'input.form'],
    ['a value that is too long', 'x', { value: TOKEN.repeat(1000), hosts: ['example.com'] }, 422, 'input.too-big'],
    ['the name of an endpoint’s own', encodeURIComponent('webhook/1/current'), { value: 'v', hosts: ['example.com'] }, 404, 'not-found'],
  ])('are refused with %s, without repeating the value', async (_, name, body, status, code) => {
    const answer = await put(name, body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  it('are audited without the value, and gone when removed', async () => {
    expect((await put('short-lived', { value: TOKEN, hosts: ['API.Example.com:8443'] })).body).toMatchObject({ hosts: ['api.example.com:8443'] });
    expect((await ask('/api/v1/secrets/short-lived', { method: 'DELETE' })).status).toBe(204);
    expect((await ask('/api/v1/secrets/short-lived', { method: 'DELETE' })).body).toMatchObject({ status: 404, code: 'secret.not-found' });
    const { items } = (await ask('/api/v1/audit')).body;
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'secret.removed', target: 'secret/short-lived' },
      { action: 'secret.saved', target: 'secret/short-lived', detail: { hosts: ['api.example.com:8443'] } },
    ]);
  });

  it('stand in no table, answer or line of the log', async () => {
    await ask(`/api/v1/runs/${run}/journal`);
    await ask(`/api/v1/runs/${run}`);
    const tables = await api.database.storage.sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`);
    const rows = await Promise.all(tables.map(({ name }) => api.database.storage.sql<{ row: string }>(`select t::text as row from ${name} t`)));
    const held = [...rows.flat().map(({ row }) => row), ...said, ...logged].join('\n');
    expect(held).toContain('Acme');
    expect(logged).not.toEqual([]);
    for (const value of [SIGNING, SIGNING.slice('whsec_'.length), TOKEN, Buffer.from(TOKEN).toString('base64')]) expect(held.includes(value)).toBe(false);
  });
});
