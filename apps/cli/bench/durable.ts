import type { Json, RunId } from '#kernel';
import type { BenchEngine } from './bench-engine.js';
import { benchEngine } from './bench-engine.js';
import type { BenchDatabase } from './bench-database.js';
import { median, type Figure, type Measure } from './measure.js';
import { batchesPerSecond, singleStatementsPerSecond, type RawRun, type RowShapes } from './raw-writes.js';

/** Two states and a condition; every event writes the run, a journal row and one piece of work for a worker. */
const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'bench-swing',
  object: 'deal',
  title: { en: 'Swing' },
  initial: 'left',
  states: {
    left: {
      stage: true,
      on: {
        swing: {
          target: 'right',
          when: { '>': [{ var: 'record.close_value' }, 100] },
          actions: [{ do: 'webhook.send', with: { url: 'https://example.com/', secret: 'none', type: 'swing' } }],
        },
      },
    },
    right: {
      stage: true,
      on: {
        swing: {
          target: 'left',
          when: { '>': [{ var: 'record.close_value' }, 100] },
          actions: [{ do: 'webhook.send', with: { url: 'https://example.com/', secret: 'none', type: 'swing' } }],
        },
      },
    },
  },
};
const RUNS = 2_000;
const CALLERS = 128;

/** Durable transitions a second through the committer, beside what the same rows cost without it. */
export const durableMeasure: Measure = {
  name: 'durable',
  title: { en: 'Durable transitions', 'zh-CN': '持久化的状态流转' },
  run: async (context) => {
    const database = await context.database();
    const engine = await benchEngine(database, [DOCUMENT]);
    const ms = context.quick ? 4_000 : 15_000;
    const runs = await engine.startRuns(RUNS, 'bench-swing', { close_value: 250, name: 'Bench' });
    context.note(`${CALLERS} callers for ${ms / 1000} s`);
    const batched = await callersPerSecond(engine, runs, CALLERS, ms);
    const latencies = await latenciesMs(engine, runs, context.quick ? 400 : 2_000);
    await engine.runtime.stop();
    context.note('the same rows without the engine');
    const shapes = await rowShapes(database, engine.workspace);
    const raw = await rawRuns(database, engine.workspace);
    const batch = await batchesPerSecond(database.url, shapes, raw, { ms, size: 100 });
    const single = await singleStatementsPerSecond(database.url, shapes, raw, ms);
    return figures({ batched, batch, single, p50: median(latencies) });
  },
};

function figures({
  batched,
  batch,
  single,
  p50,
}: {
  readonly batched: number;
  readonly batch: number;
  readonly single: number;
  readonly p50: number;
}): readonly Figure[] {
  return [
    {
      name: 'durable.per-second',
      title: { en: `transitions, ${CALLERS} callers`, 'zh-CN': `流转（${CALLERS} 个并发调用者）` },
      value: batched,
      unit: '/s',
      target: null,
    },
    {
      name: 'durable.raw-batches',
      title: { en: 'raw limit: batches of 100, 2 connections', 'zh-CN': '数据库极限：每批 100 条，2 个连接' },
      value: batch,
      unit: '/s',
      target: null,
    },
    {
      name: 'durable.raw-single',
      title: { en: 'one statement an event, 8 connections', 'zh-CN': '每事件一条语句，8 个连接' },
      value: single,
      unit: '/s',
      target: null,
    },
    {
      name: 'durable.to-batches',
      title: { en: 'ratio to raw batches', 'zh-CN': '与批量写入之比' },
      value: batched / batch,
      unit: '',
      target: { must: 0.3, goal: 0.55, better: 'more' },
    },
    {
      name: 'durable.to-single',
      title: { en: 'ratio to one statement an event', 'zh-CN': '与逐条写入之比' },
      value: batched / single,
      unit: '',
      target: { must: 1, goal: 1.8, better: 'more' },
    },
    {
      name: 'durable.p50',
      title: { en: 'one caller, submit to committed, p50', 'zh-CN': '单个调用者从提交到落库（p50）' },
      value: p50,
      unit: 'ms',
      target: { must: 2, goal: 1.2, better: 'less' },
    },
  ];
}

async function callersPerSecond(engine: BenchEngine, runs: readonly RunId[], callers: number, ms: number): Promise<number> {
  const round = async (until: number): Promise<number> => {
    let events = 0;
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (let turn = 0; performance.now() < until; turn += 1) {
          await swing(engine, runs[(caller + turn * callers) % runs.length] as RunId);
          events += 1;
        }
      }),
    );
    return events;
  };
  await round(performance.now() + ms / 4);
  const start = performance.now();
  const events = await round(start + ms);
  return (events / (performance.now() - start)) * 1000;
}

async function latenciesMs(engine: BenchEngine, runs: readonly RunId[], count: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await swing(engine, runs[i % runs.length] as RunId);
    latencies.push(performance.now() - start);
  }
  return latencies;
}

async function swing(engine: BenchEngine, runId: RunId): Promise<void> {
  const answer = await engine.runtime.submit(engine.command({ kind: 'run.event', runId, event: 'swing', payload: null, fields: {} }));
  if (answer.kind !== 'applied') throw new Error(`the swing was ${answer.kind}: ${JSON.stringify(answer)}`);
}

/** The rows of one event as the engine wrote them. */
async function rowShapes({ storage }: BenchDatabase, workspace: string): Promise<RowShapes> {
  const [row] = await storage.sql<{ snapshot: unknown; before: unknown; entry: unknown; effect: unknown }>(
    `select r.snapshot, r.before, j.entry, e.effect from runs r
       join journal j on j.workspace_id = r.workspace_id and j.run_id = r.id and j.seq = r.seq
       join effects e on e.workspace_id = r.workspace_id and e.run_id = r.id
      where r.workspace_id = $1 and r.seq > 1 limit 1`,
    [workspace],
  );
  if (!row) throw new Error('the bench found no rows of its own');
  const text = (value: unknown): string => JSON.stringify(value);
  return {
    workspace,
    stages: ['left', 'right'],
    snapshot: text(row.snapshot),
    before: text(row.before),
    entry: text(row.entry),
    effect: text(row.effect),
  };
}

const rawRuns = ({ storage }: BenchDatabase, workspace: string): Promise<readonly RawRun[]> =>
  storage.sql<{ id: string; seq: number }>('select id, seq from runs where workspace_id = $1', [workspace]);
