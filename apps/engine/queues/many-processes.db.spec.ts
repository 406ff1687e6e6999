import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { cookieOf, TestEngine } from '../testing/test-engine.js';
import { TestRedis } from '../testing/test-redis.js';

const title = TestRedis.isThere ? 'an engine with Redis' : 'an engine with Redis (skipped: no redis-server is installed here)';

(TestRedis.isThere ? describe : describe.skip)(title, () => {
  let redis: TestRedis;
  let api: TestEngine;
  const lines: { readonly event: string; readonly [name: string]: unknown }[] = [];
  beforeAll(async () => {
    redis = await TestRedis.start();
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) });
    api = await TestEngine.start({ redisUrl: redis.url, databaseUrl: 'postgres://given' }, log);
  });
  afterAll(async () => {
    await api.stop();
    await redis.stop();
  });

  it('says at start which carrier is on', () => {
    expect(lines).toContainEqual(expect.objectContaining({ event: 'engine.ready', carrier: 'bullmq', connected: true, role: 'all' }));
  });

  it('shows its queues to administrators alone, under a policy of their own', async () => {
    const page = (who: string | null, path = '/admin/queues') => api.ask(path, who, { headers: { accept: 'text/html' } });
    const viewer = await memberCookie('viewer');
    expect((await page(null)).status).toBe(404);
    expect((await page(viewer)).status).toBe(404);
    expect((await page(viewer, '/admin/queues/api/queues')).status).toBe(404);
    const shown = await page(api.owner.cookie);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-security-policy')).toContain("script-src 'self';");
    const queues = await page(api.owner.cookie, '/admin/queues/api/queues');
    expect(queues.body.queues.map(({ name }: { name: string }) => name).sort()).toEqual(['steps', 'turns']);
    expect((await api.ask('/admin/queues/api/queues/steps/pause', api.owner.cookie, { method: 'PUT' })).status).toBe(404);
  });

  it('goes on without Redis, and says so', async () => {
    await redis.stop();
    const health = () => api.ask('/api/v1/health', api.owner.cookie);
    await until(async () => (await health()).body.status === 'degraded');
    expect((await health()).body.wakeups).toEqual({ carrier: 'bullmq', connected: false });
    expect((await api.ask('/readyz', null)).status).toBe(200);
    const made = await api.ask('/api/v1/records/deal', api.owner.cookie, { method: 'POST', body: { fields: { name: 'While Redis is away' } } });
    expect(made.status).toBe(201);
    await redis.start();
    await until(async () => (await health()).body.wakeups.connected === true);
  });

  async function memberCookie(role: string): Promise<string> {
    const invited = await api.ask('/api/v1/members', api.owner.cookie, { method: 'POST', body: { name: 'Vera', role, email: `${role}@example.com` } });
    expect(invited.status).toBe(201);
    const link = String(invited.body.link);
    const joined = await fetch(`${api.url}/api/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: link.slice(link.indexOf('#') + 1), name: 'Vera', email: `${role}@example.com`, password: 'a fine long password' }),
    });
    expect(joined.status).toBe(201);
    return cookieOf(joined.headers);
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('it never came to that');
}
