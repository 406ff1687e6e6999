import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, type Operation } from '#contracts';
import fc from 'fast-check';
import { TestEngine } from './testing/test-engine.js';
import { addressOf, bodyOf, type Furnished, furnish } from './testing/walk-values.js';

describe('hostile requests', () => {
  let api: TestEngine;
  let there: Furnished;
  const post = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
    api.ask('/api/v1/records/deal', api.owner.cookie, { method: 'POST', raw, headers });
  const canary = (): void => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  };

  beforeAll(async () => {
    api = await TestEngine.start();
    there = await furnish(api, api.owner.cookie);
  });
  afterAll(() => api.stop());

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['no JSON', '{"fields":', {}, 400, 'body.json'],
    ['an empty body', '', { 'content-length': '0' }, 422, 'input.missing'],
    ['__proto__', '{"fields":{"__proto__":{"polluted":1}}}', {}, 400, 'body.prototype'],
    ['__proto__ in disguise', '{"fields":{"\\u005f_proto__":{"polluted":1}}}', {}, 400, 'body.prototype'],
    ['constructor.prototype', '{"constructor":{"prototype":{"polluted":1}}}', {}, 400, 'body.prototype'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), {}, 400, 'body.encoding'],
    ['too much nesting', `{"fields":${'['.repeat(100)}${']'.repeat(100)}}`, {}, 400, 'body.depth'],
    ['a million brackets', '['.repeat(1_000_000), {}, 400, 'body.depth'],
    ['over a megabyte', `{"fields":{"name":"${'x'.repeat(1_100_000)}"}}`, {}, 413, 'body.too-large'],
    ['another content type', 'fields=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'body.type'],
    ['another charset', '{"fields":{}}', { 'content-type': 'application/json; charset=utf-16' }, 415, 'body.type'],
    ['a compressed body', '{"fields":{}}', { 'content-encoding': 'gzip' }, 415, 'body.type'],
    ['an unknown member', '{"fields":{"name":"x"},"admin":true}', {}, 422, 'input.unknown'],
    ['a list for an object', '[1,2,3]', {}, 422, 'input.type'],
    ['null', 'null', {}, 422, 'input.type'],
    ['NUL in a text', '{"fields":{"name":"a\\u0000b"}}', {}, 422, ''],
  ])('refuses %s', async (_, raw, headers, status, code) => {
    const answer = await post(raw, headers);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status,
      body: { status, code: code === '' ? expect.any(String) : code, detail: expect.any(String) },
    });
    canary();
  });

  it.each([
    ['/api/v1/records/deal?wat=1', 422, 'input.unknown'],
    ['/api/v1/records/deal?limit=0', 422, 'input.too-small'],
    ['/api/v1/records/deal?limit=5&limit=6', 422, 'input.type'],
    ['/api/v1/records/deal?filter=__proto__=1', 422, 'field.unknown'],
    ['/api/v1/records/deal?cursor=bm9uc2Vuc2U', 422, 'cursor.invalid'],
    ["/api/v1/records/deal?sort=name'--", 422, ''],
    ['/api/v1/records/constructor', 404, 'object.unknown'],
    ['/api/v1/records/deal/not-an-id', 404, 'not-found'],
    ['/api/v1/records/%00', 404, ''],
    ['/api/v1/records/%ff', 400, ''],
    ['/api/v1/nothing/here', 404, 'not-found'],
    ['//api//v1/me', 404, ''],
  ])('answers %s with a problem', async (path, status, code) => {
    const answer = await api.ask(path, api.owner.cookie);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { code: code === '' ? expect.any(String) : code } });
  });

  const HEADERS: readonly [string, string][] = [
    ['idempotency-key', 'with blanks in it'],
    ['idempotency-key', 'x'.repeat(201)],
    ['if-match', 'W/"x"'],
  ];
  it.each(HEADERS)('refuses the header %s: %s', async (name, value) => {
    const answer = await api.ask(addressOf(operationOf('records.change'), there), api.owner.cookie, {
      method: 'PATCH',
      body: { fields: {} },
      headers: { [name]: value },
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['DELETE', '/api/v1/runs', 'GET, POST'],
    ['PUT', '/api/v1/records/deal/01920000-0000-7000-8000-00000000000a', 'DELETE, GET, PATCH'],
    ['OPTIONS', '/healthz', 'GET'],
  ])('answers %s %s with 405 and what is possible', async (method, path, allowed) => {
    const { status, body, headers } = await api.ask(path, api.owner.cookie, { method });
    expect({ status, body, allow: headers.get('allow') }).toMatchObject({ status: 405, body: { status: 405, code: 'method.not-allowed' }, allow: allowed });
  });

  it.each([
    [`GET /api/v1/runs?x=${'y'.repeat(60_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['this is no HTTP\r\n\r\n', 400],
  ])('answers what is no HTTP with a problem (%#)', async (request, status) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    socket.write(request);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\nContent-Type: application/problem\\+json`));
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status, code: 'request', detail: expect.any(String) });
  });

  it.each([
    ['edit without an input', 'incidents.resolve', { action: 'edit' }, '/input'],
    ['an input without edit', 'incidents.resolve', { action: 'retry', input: {} }, '/input'],
    ['a rule under another key', 'pipelines.rules.put', { document: { key: 'another' } }, '/document/key'],
  ])('refuses %s', async (_, operation, body, pointer) => {
    const { method } = operationOf(operation);
    const answer = await api.ask(addressOf(operationOf(operation), there), api.owner.cookie, { method, body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422, body: { pointer } });
  });

  it('answers a body that ends early, and goes on', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(`POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email":`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await api.ask('/healthz', null)).status).toBe(200);
  });

  it('sends every answer with the strict headers', async () => {
    for (const path of ['/healthz', '/api/v1/me', '/nowhere', '/']) {
      const { headers } = await api.ask(path, null);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';script-src 'self';style-src 'self'/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('gives no 5xx to any JSON in any body, and nobody’s prototype changes', async () => {
    const writes = allOperations.filter(({ body, permission }) => body !== null && permission !== 'anyone');
    const nasty = fc.constantFrom<unknown>(
      '',
      '\u0000',
      '\ud800',
      'x'.repeat(3000),
      -0,
      1e308,
      '1e400',
      { $ref: '#' },
      { '': { '': [] } },
      { constructor: 1 },
      { toString: null },
      '{{record.constructor}}',
      { var: '__proto__.x' },
      '9999-12-31T23:59:59.999Z',
      '0000-00-00',
    );
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), nasty);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes), value, fc.string({ maxLength: 20 }), async (operation, hostile, name) => {
        const given = bodyOf(operation, there);
        const members = given && typeof given === 'object' && !Array.isArray(given) ? Object.keys(given) : [];
        const at = members[name.length % Math.max(1, members.length)] ?? 'fields';
        for (const body of [hostile, { ...(given as object), [at]: hostile }]) {
          const { status } = await api.ask(addressOf(operation, there), api.owner.cookie, { method: operation.method, raw: JSON.stringify(body) });
          if (status >= 500) throw new Error(`${operation.id} answered ${status} to ${JSON.stringify(body)}`);
        }
      }),
      { numRuns: 400 },
    );
    canary();
  });

  it('gives no 5xx to any query', async () => {
    const reads = allOperations.filter(({ query, id }) => query !== null && id !== 'live.stream');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '1',
        '-1',
        '0',
        '1e9',
        'null',
        '[]',
        '{}',
        "';--",
        'name~%',
        'close_value>',
        'a'.repeat(9000),
        '\u0000',
        'stage="',
        'count,sum:',
        ','.repeat(50),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), text, fc.nat(), async (operation, hostile, n) => {
        const names = Object.keys((operation.query as unknown as { shape: object }).shape);
        const query = `${names[n % names.length] ?? 'x'}=${encodeURIComponent(hostile.toWellFormed())}`;
        const { status } = await api.ask(`${addressOf(operation, there).split('?')[0]}?${query}`, api.owner.cookie);
        if (status >= 500) throw new Error(`${operation.id} answered ${status} to ${query}`);
      }),
      { numRuns: 300 },
    );
  });
});

const operationOf = (id: string): Operation => allOperations.find((operation) => operation.id === id) as Operation;
