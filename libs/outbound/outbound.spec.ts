import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TransientError, UserError } from '#kernel';
import { createOutbound, isPublicAddress, type Outbound, type OutboundRequest } from './index.js';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:800::200e'])('%s is', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:1::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    'fec0::1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
    '4000::1',
    'localhost',
    '',
    'x',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real server on this machine; refused unless it is listed. */
class Target {
  readonly seen: Seen[] = [];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  answer: (seen: Seen, response: ServerResponse) => void = (_seen, response) => response.end('ok');

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    this.seen.push(seen);
    this.answer(seen, response);
  }
  listen = (): Promise<void> => new Promise((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
  close = (): Promise<void> =>
    new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
}

const target = new Target();
const other = new Target();
const open: Outbound[] = [];
/** Names of this test's own little internet. */
const names: Record<string, string[]> = {
  'good.test': ['127.0.0.1'],
  'inner.test': ['127.0.0.1'],
  'mixed.test': ['93.184.216.34', '10.0.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
};

function outbound(allowedHosts: readonly string[], lookups: string[] = []): Outbound {
  const made = createOutbound({
    allowedHosts,
    resolve: async (host) => {
      lookups.push(host);
      return (names[host.replace(/\.$/, '')] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  });
  open.push(made);
  return made;
}

const get = (url: string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({ method: 'GET', url, ...more });
const codeOf = async (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'sent',
    (error: unknown) => (error instanceof UserError ? error.code : error instanceof TransientError ? 'transient' : String(error)),
  );

beforeAll(() => Promise.all([target.listen(), other.listen()]));
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await Promise.all([target.close(), other.close()]);
});

describe('what is refused before anything is sent', () => {
  it.each<[string, string]>([
    ['file:///etc/passwd', 'outbound.scheme'],
    ['ftp://good.test/', 'outbound.scheme'],
    ['gopher://good.test/', 'outbound.scheme'],
    ['javascript:alert(1)', 'outbound.scheme'],
    ['data:text/plain,x', 'outbound.scheme'],
    ['//good.test/', 'outbound.url'],
    ['good.test', 'outbound.url'],
    ['http://', 'outbound.url'],
    ['http://user:pass@good.test/', 'outbound.credentials-in-url'],
    ['http://token@good.test/', 'outbound.credentials-in-url'],
    ['http://127.0.0.1/', 'outbound.address-refused'],
    ['http://127.1/', 'outbound.address-refused'],
    ['http://2130706433/', 'outbound.address-refused'],
    ['http://0x7f000001/', 'outbound.address-refused'],
    ['http://0177.0.0.01/', 'outbound.address-refused'],
    ['http://①②⑦.0.0.1/', 'outbound.address-refused'],
    ['http://127.0.0.1./', 'outbound.address-refused'],
    ['http://0/', 'outbound.address-refused'],
    ['http://[::1]/', 'outbound.address-refused'],
    ['http://[::ffff:7f00:1]/', 'outbound.address-refused'],
    ['http://[64:ff9b::7f00:1]/', 'outbound.address-refused'],
    ['http://169.254.169.254/latest/meta-data/', 'outbound.address-refused'],
    ['http://inner.test/', 'outbound.address-refused'],
    ['http://inner.test./', 'outbound.address-refused'],
    ['http://mixed.test/', 'outbound.address-refused'],
    ['http://mapped.test/', 'outbound.address-refused'],
    ['http://unknown.test/', 'transient'],
  ])('%s', async (url, code) => expect(await codeOf(outbound(['good.test']).request(get(url)))).toBe(code));

  it.each<[string, Record<string, string>]>([
    ['host', { Host: 'inner.test' }],
    ['length', { 'content-length': '5' }],
    ['line break in a value', { 'x-a': 'b\r\nx-c: d' }],
    ['line break in a name', { 'x-a\r\nx': 'b' }],
    ['text that is not Latin', { 'x-a': '中' }],
  ])('header: %s', async (_name, headers) =>
    expect(await codeOf(outbound([`127.0.0.1:${target.port}`]).request(get(`http://127.0.0.1:${target.port}/`, { headers })))).toBe('outbound.header'),
  );

  it('never throws anything but its own errors', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl()), async (url) =>
        expect(await codeOf(outbound([]).request(get(url)))).toMatch(/^(outbound\.|transient)/),
      ),
      { numRuns: 50 },
    ));
});

describe('what is sent', () => {
  it('goes to a listed host, with method, body and headers', async () => {
    target.answer = (_seen, response) => response.writeHead(201, { 'x-a': ['1', '2'] }).end('made');
    const answer = await outbound([`good.test:${target.port}`]).request({
      method: 'POST',
      url: `http://good.test:${target.port}/a?b#c`,
      headers: { 'X-B': '1' },
      body: 'text',
    });
    expect({ ...answer, headers: answer.headers['x-a'], body: Buffer.from(answer.body).toString() }).toEqual({
      status: 201,
      headers: '1, 2',
      body: 'made',
      url: `http://good.test:${target.port}/a?b`,
    });
    expect(target.seen.at(-1)).toMatchObject({ method: 'POST', url: '/a?b', body: 'text', headers: { 'x-b': '1' } });
  });

  it('another port of a listed host:port is refused', async () => {
    expect(await codeOf(outbound([`good.test:${target.port}`]).request(get(`http://good.test:${other.port}/`)))).toBe('outbound.address-refused');
  });

  it('a name is looked up once, by the connection itself', async () => {
    const lookups: string[] = [];
    target.answer = (_seen, response) => response.end('ok');
    await outbound(['good.test'], lookups).request(get(`http://good.test:${target.port}/`));
    expect(lookups).toEqual(['good.test']);
  });

  it('a refused name is looked up once and never connected to', async () => {
    const lookups: string[] = [];
    const before = target.seen.length;
    expect(await codeOf(outbound(['good.test'], lookups).request(get(`http://inner.test:${target.port}/`)))).toBe('outbound.address-refused');
    expect([lookups, target.seen.length - before]).toEqual([['inner.test'], 0]);
  });

  it('no proxy is taken from the environment', async () => {
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = 'http://127.0.0.1:1';
    target.answer = (_seen, response) => response.end('ok');
    const answer = await outbound(['good.test']).request(get(`http://good.test:${target.port}/`));
    delete process.env['HTTP_PROXY'];
    delete process.env['http_proxy'];
    expect(answer.status).toBe(200);
  });
});

describe('limits', () => {
  const port = (): Outbound => outbound(['127.0.0.1', 'good.test']);
  const url = (path = '/'): string => `http://127.0.0.1:${target.port}${path}`;

  it('too large an answer', async () => {
    target.answer = (_seen, response) => response.end(Buffer.alloc(2000));
    expect(await codeOf(port().request(get(url(), { maxBytes: 1999 })))).toBe('outbound.too-large');
    expect((await port().request(get(url(), { maxBytes: 2000 }))).body.length).toBe(2000);
  });

  it('an endless answer', async () => {
    target.answer = (_seen, response) => {
      const pump = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', pump);
      pump();
    };
    expect(await codeOf(port().request(get(url())))).toBe('outbound.too-large');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['no answer', () => undefined],
    ['an answer that stops', (response) => void response.writeHead(200).write('a')],
  ])('time: %s', async (_name, behave) => {
    target.answer = (_seen, response) => behave(response);
    await expect(port().request(get(url(), { timeoutMs: 100 }))).rejects.toThrow(/in time/);
  });

  it('stops when the caller does', async () => {
    target.answer = () => undefined;
    expect(await codeOf(port().request(get(url(), { signal: AbortSignal.timeout(50) })))).toBe('transient');
  });

  it('a connection that is cut', async () => {
    target.answer = (_seen, response) => void response.destroy();
    expect(await codeOf(port().request(get(url())))).toBe('transient');
  });
});

describe('redirects', () => {
  const redirect = (location: string, status = 302): void => {
    target.answer = (seen, response) => (seen.url === '/' ? response.writeHead(status, { location }).end() : response.end('there'));
  };
  const url = (): string => `http://127.0.0.1:${target.port}/`;
  const auth = { authorization: 'Bearer a', cookie: 'b', 'x-own': 'c' };

  it.each<[string, string]>([
    ['http://inner.test/', 'outbound.address-refused'],
    ['http://169.254.169.254/', 'outbound.address-refused'],
    ['file:///etc/passwd', 'outbound.scheme'],
    ['http://a:b@good.test/', 'outbound.credentials-in-url'],
  ])('to %s are checked again', async (location, code) => {
    redirect(location);
    expect(await codeOf(outbound(['127.0.0.1']).request(get(url())))).toBe(code);
  });

  it('within the host keep the headers', async () => {
    redirect('/next');
    const answer = await outbound(['127.0.0.1']).request(get(url(), { headers: auth }));
    expect(answer.url).toBe(`${url()}next`);
    expect(target.seen.at(-1)?.headers).toMatchObject(auth);
  });

  it('to another host leave credentials behind', async () => {
    redirect(`http://good.test:${other.port}/x`);
    other.answer = (_seen, response) => response.end('there');
    const credentials = { hosts: [`127.0.0.1:${target.port}`], headers: { 'x-key': 'secret' } };
    await outbound(['127.0.0.1', 'good.test']).request(get(url(), { headers: auth, credentials }));
    expect(target.seen.at(-1)?.headers['x-key']).toBe('secret');
    const { headers } = other.seen.at(-1) as Seen;
    expect([headers.authorization, headers.cookie, headers['x-key'], headers['x-own']]).toEqual([undefined, undefined, undefined, 'c']);
  });

  it.each([
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'body'],
  ])('%i goes on with %s', async (status, method, body) => {
    redirect('/next', status);
    await outbound(['127.0.0.1']).request({ method: 'POST', url: url(), body: 'body' });
    expect(target.seen.at(-1)).toMatchObject({ url: '/next', method, body });
  });

  it('end after three', async () => {
    target.answer = (_seen, response) => response.writeHead(302, { location: '/again' }).end();
    const before = target.seen.length;
    expect(await codeOf(outbound(['127.0.0.1']).request(get(url())))).toBe('outbound.redirects');
    expect(target.seen.length - before).toBe(4);
  });
});

it('credentials go to the hosts they were made for only', async () => {
  const credentials = { hosts: ['api.example.com'], headers: { authorization: 'Bearer x' } };
  expect(await codeOf(outbound(['127.0.0.1']).request(get(`http://127.0.0.1:${target.port}/`, { credentials })))).toBe('outbound.credentials-host');
});
