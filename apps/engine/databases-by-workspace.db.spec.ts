import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

/*
 *   north.example ─┐                 ┌─ engine ── database of one group of workspaces
 *                  ├─ proxy by host ─┤
 *   south.example ─┘                 └─ engine ── database of another
 */
describe('a database for each group of workspaces', () => {
  const groups: Record<string, TestEngine> = {};
  const keys: Record<string, string> = {};
  let proxy: Server;

  beforeAll(async () => {
    for (const host of ['north.example', 'south.example']) {
      const group = await TestEngine.start({ publicUrl: `https://${host}`, proxies: 1 });
      groups[host] = group;
      const made = await group.ask('/api/v1/keys', group.owner.cookie, {
        method: 'POST',
        body: { name: 'trial', role: 'agent' },
        headers: { origin: `https://${host}` },
      });
      keys[host] = made.body.key as string;
    }
    proxy = createServer((asked, answer) => {
      const group = groups[asked.headers.host ?? ''];
      if (!group) return void answer.writeHead(421).end();
      const onward = request(group.url + asked.url, { method: asked.method, headers: asked.headers }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      asked.pipe(onward);
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    await new Promise((done) => proxy.close(done));
    await Promise.all(Object.values(groups).map((group) => group.stop()));
  });

  function ask(host: string, key: string | undefined, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }> {
    const { port } = proxy.address() as AddressInfo;
    const headers = { host, authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  it('behind one proxy, each host reaches its own, and nothing of the other', async () => {
    const [north = '', south = ''] = [keys['north.example'], keys['south.example']];
    expect(await ask('north.example', north, '/api/v1/records/deal', { fields: { name: 'From the north' } })).toMatchObject({ status: 201 });
    expect((await ask('north.example', north, '/api/v1/records/deal')).text).toContain('From the north');
    expect((await ask('south.example', south, '/api/v1/records/deal')).text).not.toContain('From the north');
    expect(await ask('south.example', north, '/api/v1/records/deal')).toMatchObject({ status: 401 });
    expect(await ask('west.example', north, '/api/v1/records/deal')).toMatchObject({ status: 421 });
  });
});
