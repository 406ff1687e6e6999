import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EffectId, WorkspaceId } from '#kernel';
import { WORK_LIMITS, type WorkLimits } from '#queue';
import type { BeginWork, DueWork, Notice } from '#runtime';
import { describeWakeups } from '../../../libs/queue/wakeups-contract.js';
import { readConfig } from '../config/config.js';
import { TestRedis } from '../testing/test-redis.js';
import type { Carrier } from './carrier.js';
import { openBullCarrier } from './bull-carrier.js';

const W = 'w' as WorkspaceId;
const work = (count: number, kind = 'http.request', from = 0): readonly DueWork[] =>
  Array.from({ length: count }, (_, n) => ({ workspace: W, effect: `${kind}.${from + n}` as EffectId, kind }));
const notice = (due: readonly DueWork[]): Notice => ({ workspace: W, runs: [], records: [], due });

@Module({})
class Shell {}

/** The carrier as a process of this role has it. */
async function processOf(url: string, role: 'api' | 'worker', limits: WorkLimits): Promise<{ readonly carrier: Carrier; stop(): Promise<void> }> {
  const config = readConfig({ DATABASE_URL: 'postgres://127.0.0.1/x', REDIS_URL: url, MILLRACE_ROLE: role });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const carrier = await openBullCarrier({ ...config.value, redisUrl: url, work: limits });
  const app = await NestFactory.createApplicationContext({ module: Shell, imports: carrier.module ? [carrier.module] : [] }, { logger: false });
  return {
    carrier,
    stop: async () => {
      await app.close();
      await carrier.close();
    },
  };
}

const title = TestRedis.isThere ? 'BullMQ' : 'BullMQ (skipped: no redis-server is installed here)';
const describeRedis = TestRedis.isThere ? describe : describe.skip;

describeRedis(title, () => {
  let redis: TestRedis;
  const open: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    redis = await TestRedis.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.stop()));
    await redis.flush();
  });
  afterAll(() => redis.stop());

  describeWakeups('BullMQ', async (limits) => {
    await redis.flush();
    const { carrier, stop } = await processOf(redis.url, 'worker', limits);
    return { wakeups: carrier, pass: (ms) => pause(ms), close: stop };
  });

  const processes = async (limits: WorkLimits = WORK_LIMITS): Promise<{ readonly api: Carrier; readonly workers: readonly Carrier[] }> => {
    const made = await Promise.all([processOf(redis.url, 'api', limits), processOf(redis.url, 'worker', limits), processOf(redis.url, 'worker', limits)]);
    open.push(...made);
    const [api, ...workers] = made.map(({ carrier }) => carrier);
    return { api: api as Carrier, workers };
  };

  /** A store of due work that several workers share. */
  const shared = (due: readonly DueWork[], tookMs = 0): { readonly begin: BeginWork; readonly begun: string[]; most(): number } => {
    const left = [...due];
    const begun: string[] = [];
    let [now, most] = [0, 0];
    const begin: BeginWork = async ({ atMost }) =>
      left.splice(0, atMost).map(async ({ effect }) => {
        begun.push(effect);
        most = Math.max(most, (now += 1));
        await pause(tookMs);
        now -= 1;
      });
    return { begin, begun, most: () => most };
  };

  it('what one process announces another begins, of every kind', async () => {
    const { api, workers } = await processes();
    const due = [...work(20), ...work(5, 'timer'), ...work(2, 'start')];
    const { begin, begun } = shared(due);
    for (const worker of workers) worker.onWork(begin);
    api.announce(notice(due));
    await until(() => begun.length === due.length);
  });

  it('what changed in one process is heard in the others, once each', async () => {
    const { api, workers } = await processes();
    const heard: string[] = [];
    const all = [api, ...workers];
    for (const [n, each] of all.entries()) each.onNotice(({ workspace }) => heard.push(`${n} ${workspace}`));
    // A process hears from when its subscription stands: those that do not yet are greeted again.
    const hasHeard = (workspace: string): boolean => all.every((_, n) => heard.includes(`${n} ${workspace}`));
    await until(() => {
      api.announce({ ...notice([]), workspace: 'hello' as WorkspaceId });
      return hasHeard('hello');
    });
    api.announce(notice([]));
    await until(() => hasHeard(W));
    await pause(100);
    expect(heard.filter((each) => each.endsWith(` ${W}`)).sort()).toEqual(['0 w', '1 w', '2 w']);
  });

  it('a concurrency and a rate hold over all processes', async () => {
    const { api, workers } = await processes({ ...WORK_LIMITS, byStep: { 'http.request': { concurrency: 2, perSecond: 10 } } });
    await pause(300); // until the global concurrency is written
    const due = work(60);
    const { begin, begun, most } = shared(due, 20);
    for (const worker of workers) worker.onWork(begin);
    api.announce(notice(due));
    await pause(2_500);
    expect(most()).toBeLessThanOrEqual(2);
    expect(begun.length).toBeGreaterThanOrEqual(10);
    expect(begun.length).toBeLessThanOrEqual(40);
  });

  it('a flush loses nothing that is offered again', async () => {
    const { api, workers } = await processes();
    const due = work(50);
    const { begin, begun } = shared(due);
    api.announce(notice(due));
    await pause(200);
    await redis.flush();
    for (const worker of workers) worker.onWork(begin);
    await pause(300);
    expect(begun.length).toBeLessThan(50);
    api.offer(due);
    await until(() => begun.length === 50);
  });

  it('while Redis is away each process does what is offered to it; afterwards the wake-ups travel again', async () => {
    const { api, workers } = await processes();
    const [worker] = workers;
    const first = shared(work(5));
    const stop = worker?.onWork(first.begin);
    await redis.stop();
    await until(() => worker?.connected === false && !api.connected);
    expect(() => api.announce(notice(work(5)))).not.toThrow();
    worker?.offer(work(5));
    await until(() => first.begun.length === 5);
    stop?.();
    await redis.start();
    await until(() => worker?.connected === true && api.connected, 15_000);
    const second = shared(work(5, 'http.request', 5));
    for (const each of workers) each.onWork(second.begin);
    api.announce(notice(work(5, 'http.request', 5)));
    await until(() => second.begun.length === 5, 15_000);
  });

  it('starts without Redis and finds it when it comes', async () => {
    await redis.stop();
    const { carrier, stop } = await processOf(redis.url, 'worker', WORK_LIMITS);
    open.push({ stop });
    expect(carrier.connected).toBe(false);
    expect(carrier.warnings).toHaveLength(1);
    await redis.start();
    await until(() => carrier.connected, 15_000);
  });

  it.each(['allkeys-lru', 'volatile-ttl'])('refuses a Redis that evicts (%s)', async (policy) => {
    const other = await TestRedis.start('--maxmemory', '50mb', '--maxmemory-policy', policy);
    try {
      await expect(processOf(other.url, 'worker', WORK_LIMITS)).rejects.toMatchObject({ code: 'redis.evicts' });
    } finally {
      await other.stop();
    }
  });
});

async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
  for (let waited = 0; waited < withinMs; waited += 20) {
    if (holds()) return;
    await pause(20);
  }
  throw new Error('it never came to that');
}
