import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '#kernel';
import type { BenchDatabase } from './bench-database.js';
import { groundIn, SWING, type Ground } from './ground.js';
import type { Measure } from './measure.js';
import { openLoop, quantile, type LoadResult } from './open-loop.js';
import { startStepProcess } from './step-processes.js';

const RUNS = 1_000;
const USE_PER_SECOND = 200;
const DRAINED_WITHIN_MS = 600_000;

/** Its step is due from the start; nobody works yet. */
const WAITING: Json = {
  format: 'millrace/1',
  key: 'bench-waiting',
  object: 'deal',
  title: { en: 'Waiting' },
  initial: 'working',
  states: {
    working: {
      stage: true,
      invoke: { id: 'work', step: 'http.request', with: { url: 'https://example.com/', body: 'noop' }, onDone: 'done', onError: 'done' },
    },
    done: { type: 'final', stage: true, outcome: 'won' },
  },
};

/** Work that piled up while no worker ran, taken down by one worker process while people use the API of another. */
export const backlogMeasure: Measure = {
  name: 'backlog',
  title: { en: 'A backlog, while the API is used', 'zh-CN': '在使用 API 的同时处理积压' },
  run: async (context) => {
    const count = context.quick ? 10_000 : 100_000;
    const database = await context.database();
    const people = await groundIn(database.storage, { count: RUNS, document: SWING, name: 'bench-people' });
    context.note(`${count} steps pile up`);
    const backlog = await groundIn(database.storage, { count, document: WAITING, name: 'bench-backlog' });
    const [door, worker] = [await startStepProcess(database.url, 'api'), await startStepProcess(database.url, 'worker')];
    try {
      const before = await openLoop(door.url, people, USE_PER_SECOND, context.quick ? 4_000 : 15_000);
      worker.work();
      const startMs = performance.now();
      const [seconds, during] = await Promise.all([
        drained(database, backlog).then(() => (performance.now() - startMs) / 1000),
        usedUntilDrained(door.url, people, database, backlog),
      ]);
      context.note(`drained in ${seconds.toFixed(1)} s; p95 ${quantile(before, 0.95).toFixed(1)} ms before, ${quantile(during, 0.95).toFixed(1)} ms meanwhile`);
      return figuresOf({ count, seconds, before, during, wrong: await notDoneOnce(database, backlog) });
    } finally {
      await Promise.all([door.stop(), worker.stop()]);
    }
  },
};

async function openSteps({ storage }: BenchDatabase, { workspace }: Ground): Promise<number> {
  const [row] = await storage.sql<{ open: number }>(
    `select count(*)::int as open from (select 1 from effects where workspace_id = $1 and ready_at is not null limit 1) e`,
    [workspace],
  );
  return row?.open ?? 0;
}

async function drained(database: BenchDatabase, backlog: Ground): Promise<void> {
  for (const startMs = performance.now(); (await openSteps(database, backlog)) > 0; await pause(100)) {
    if (performance.now() - startMs > DRAINED_WITHIN_MS) throw new Error('the backlog is not drained after ten minutes');
  }
}

/** The same use as before, a second at a time, for as long as there is a backlog. */
async function usedUntilDrained(url: string, people: Ground, database: BenchDatabase, backlog: Ground): Promise<LoadResult> {
  const parts: LoadResult[] = [];
  do parts.push(await openLoop(url, people, USE_PER_SECOND, 1_000));
  while ((await openSteps(database, backlog)) > 0);
  const sum = (of: (part: LoadResult) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    sent: sum(({ sent }) => sent),
    accepted: parts.flatMap(({ accepted }) => accepted),
    refused: sum(({ refused }) => refused),
    refusedWithoutRetryAfter: sum((part) => part.refusedWithoutRetryAfter),
    failed: sum(({ failed }) => failed),
    seconds: sum(({ seconds }) => seconds),
    times: parts.flatMap(({ times }) => times).sort((a, b) => a - b),
  };
}

/** Runs that did not come to their end by exactly one result. */
async function notDoneOnce({ storage }: BenchDatabase, { workspace }: Ground): Promise<number> {
  const [row] = await storage.sql<{ n: number }>(
    `select count(*)::int as n from runs r where r.workspace_id = $1 and (r.status <> 'done' or 1 <> (
       select count(*) from journal j where j.workspace_id = $1 and j.run_id = r.id and j.entry->'event'->>'kind' = 'result'))`,
    [workspace],
  );
  return row?.n ?? Number.NaN;
}

interface Outcome {
  readonly count: number;
  readonly seconds: number;
  readonly before: LoadResult;
  readonly during: LoadResult;
  readonly wrong: number;
}

const figuresOf = ({ count, seconds, before, during, wrong }: Outcome): Awaited<ReturnType<Measure['run']>> => [
  {
    name: 'backlog.per-second',
    title: { en: `a backlog of ${count} steps, one worker process`, 'zh-CN': `${count} 个步骤的积压，一个工作进程` },
    value: count / seconds,
    unit: '/s',
    target: null,
  },
  {
    name: 'backlog.wrong',
    title: { en: 'of them not done exactly once', 'zh-CN': '其中未恰好完成一次的' },
    value: wrong,
    unit: '',
    target: { must: 0, goal: 0, better: 'less' },
  },
  {
    name: 'backlog.before',
    title: { en: `p95 of ${USE_PER_SECOND} events/s over HTTP before`, 'zh-CN': `处理前每秒 ${USE_PER_SECOND} 个 HTTP 事件的 p95` },
    value: quantile(before, 0.95),
    unit: 'ms',
    target: null,
  },
  {
    name: 'backlog.meanwhile',
    title: { en: 'and meanwhile', 'zh-CN': '处理期间' },
    value: quantile(during, 0.95),
    unit: 'ms',
    target: { must: 150, goal: 50, better: 'less' },
  },
  {
    name: 'backlog.refused',
    title: { en: 'of these not accepted', 'zh-CN': '其中未被接受的' },
    value: during.sent - during.accepted.length,
    unit: '',
    target: { must: 0, goal: 0, better: 'less' },
  },
];
