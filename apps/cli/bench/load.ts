import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage, startDatabase } from '#storage';
import { sendApart } from './calm-sender.js';
import { startChild, type ChildServer } from './child-server.js';
import type { BenchContext } from './context.js';
import { prepareGround, type Ground } from './ground.js';
import type { Figure, Measure } from './measure.js';
import { openLoop, quantile, type LoadResult } from './open-loop.js';

const RUNS = 2_000;
/** A second; in small steps at first, so that a slow or busy machine has a rate too. */
const RATES = [100, 200, 300, 400, ...Array.from({ length: 31 }, (_, n) => 500 + n * 250)];
/** Where even the first rate was too much. */
export const LEAST_RATE = 50;
/** Beyond this the engine counts as loaded to its limit. */
const P99_MS = 150;

/** Rising load, three times too much of it, and a workspace that floods beside one that does not. */
export const loadMeasure: Measure = {
  name: 'load',
  title: { en: 'Load and overload over HTTP', 'zh-CN': 'HTTP 负载与过载' },
  run: (context) =>
    withServer(async (server, home) => {
      const [loud, calm] = [await prepareGround(home, RUNS), await prepareGround(home, 200, 'calm')];
      const rate = await highestRate(context, server, loud);
      return [rateFigure(rate), ...(await overload(context, { server, home, loud, rate })), ...(await noisy(context, { server, loud, calm, rate }))];
    }),
};

export async function withServer<T>(work: (server: ChildServer, home: string) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'millrace-load-'));
  try {
    const server = await startChild(home, ['--no-sample'], { MILLRACE_RATE: '1000000' });
    try {
      return await work(server, home);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Raises the rate until p99 passes the limit, or answers fall behind; the last rate that held. */
export async function highestRate({ quick, note }: BenchContext, server: ChildServer, ground: Ground): Promise<number> {
  const ms = quick ? 2_000 : 10_000;
  await openLoop(server.url, ground, LEAST_RATE, ms);
  let held = 0;
  for (const rate of RATES) {
    const result = await openLoop(server.url, ground, rate, ms);
    const p99 = quantile(result, 0.99);
    note(`${rate}/s: ${result.accepted.length} accepted, ${result.refused} refused, p50 ${quantile(result, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
    if (p99 > P99_MS || result.accepted.length < result.sent * 0.99) break;
    held = rate;
  }
  return held;
}

const rateFigure = (rate: number): Figure => ({
  name: 'load.rate',
  title: { en: `highest rate of arrivals with p99 under ${P99_MS} ms`, 'zh-CN': `p99 低于 ${P99_MS} ms 时的最高到达速率` },
  value: rate,
  unit: '/s',
  target: { must: 1_500, goal: 3_000, better: 'more' },
});

interface Overloaded {
  readonly server: ChildServer;
  readonly home: string;
  readonly loud: Ground;
  readonly rate: number;
}

async function overload({ quick, note }: BenchContext, { server, home, loud, rate }: Overloaded): Promise<readonly Figure[]> {
  const before = (await server.memoryMb()) ?? Number.NaN;
  let most = before;
  const watching = setInterval(() => void server.memoryMb().then((mb) => (most = Math.max(most, mb ?? 0))), 1_000);
  const result = await openLoop(server.url, loud, Math.max(rate, LEAST_RATE) * 3, quick ? 10_000 : 180_000);
  clearInterval(watching);
  const lost = await notApplied(home, loud, result);
  note(`${result.sent} sent, ${result.accepted.length} accepted, ${result.refused} refused, ${result.failed} failed in ${result.seconds.toFixed(0)} s`);
  const figure = (name: string, en: string, zh: string, value: number, unit: string, target: Figure['target']): Figure => ({
    name: `overload.${name}`,
    title: { en, 'zh-CN': zh },
    value,
    unit,
    target,
  });
  const none = { must: 0, goal: 0, better: 'less' as const };
  return [
    figure('accepted', 'accepted under three times that', '三倍负载下的接受速率', result.accepted.length / result.seconds, '/s', null),
    figure('refused', 'refused with 429 or 503', '以 429 或 503 拒绝', (result.refused / result.sent) * 100, '%', null),
    figure(
      'unguided',
      'refused without Retry-After, or broken off',
      '拒绝时缺少 Retry-After 或连接中断',
      result.refusedWithoutRetryAfter + result.failed,
      '',
      none,
    ),
    figure('lost', 'accepted and not in the database exactly once', '已接受但未恰好入库一次', lost, '', none),
    figure('p99', 'time to the answer of the accepted, p99', '被接受请求的响应时间（p99）', quantile(result, 0.99), 'ms', null),
    figure('memory', 'memory at most', '最大内存', most, 'MB', { must: 700, goal: 400, better: 'less' }),
  ];
}

/** Keys that were accepted and do not stand in the journal exactly once. */
async function notApplied(home: string, { workspace }: Ground, { accepted }: LoadResult): Promise<number> {
  const database = await startDatabase({ home, as: 'guest' });
  const storage = await openStorage(database.url);
  try {
    const [row] = await storage.sql<{ n: number }>(
      `with counted as materialized (select key, count(*) as times from journal where workspace_id = $1 and key is not null group by key)
       select count(*)::int as n from unnest($2::text[]) as k (key) left join counted c using (key) where c.times is distinct from 1`,
      [workspace, accepted],
    );
    return row?.n ?? Number.NaN;
  } finally {
    await storage.close();
    await database.stop();
  }
}

interface Noisy {
  readonly server: ChildServer;
  readonly loud: Ground;
  readonly calm: Ground;
  readonly rate: number;
}

/** A modest workspace, alone and beside one that sends more than the engine can take. */
async function noisy({ quick }: BenchContext, { server, loud, calm, rate }: Noisy): Promise<readonly Figure[]> {
  const ms = quick ? 6_000 : 30_000;
  const base = Math.max(rate, LEAST_RATE);
  // The same work for the machine in both: the neighbour's load within the limit, then far beyond it.
  const [, alone] = await Promise.all([openLoop(server.url, loud, base * 0.8, ms), sendApart(server.url, calm, 50, ms)]);
  const [, beside] = await Promise.all([openLoop(server.url, loud, base * 2, ms), sendApart(server.url, calm, 50, ms)]);
  return [
    {
      name: 'noisy.p95',
      title: { en: 'p95 of a calm workspace beside one within its limits', 'zh-CN': '平静工作区的 p95（邻居负载正常）' },
      value: quantile(alone, 0.95),
      unit: 'ms',
      target: null,
    },
    {
      name: 'noisy.ratio',
      title: { en: 'its p95 beside one that floods, to that', 'zh-CN': '邻居洪泛时 p95 的倍数' },
      value: quantile(beside, 0.95) / quantile(alone, 0.95),
      unit: '',
      target: { must: 2, goal: 1.3, better: 'less' },
    },
  ];
}
