import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '#kernel';
import { webhookHeaders } from '#outbound';
import type { BenchDatabase } from './bench-database.js';
import type { BenchContext } from './context.js';
import { groundIn, type Ground } from './ground.js';
import type { Figure, Measure } from './measure.js';
import { openLoopOf, send, type Shot } from './open-loop.js';
import { startStepProcess, type StepProcess } from './step-processes.js';

const CALLERS = 64;
const DONE_WITHIN_MS = 120_000;

/** open --paid [a rule; writes a note]--> working (an external step that does nothing) --> done */
const workflow = (key: string, step: 'noop' | 'tell'): Json => ({
  format: 'millrace/1',
  key,
  object: 'deal',
  title: { en: 'Workflow' },
  initial: 'open',
  states: {
    open: {
      stage: true,
      on: { paid: { target: 'working', when: { '>': [{ var: 'record.close_value' }, 100] }, actions: [{ do: 'note.add', with: { text: 'Paid' } }] } },
    },
    working: {
      stage: true,
      invoke: { id: 'work', step: 'http.request', with: { url: 'https://example.com/', body: step }, onDone: 'done', onError: 'done' },
    },
    done: { type: 'final', stage: true, outcome: 'won' },
  },
});

/** A signed webhook in, a rule, a note, an external step that does nothing, done: in one process of the whole engine. */
export const workflowMeasure: Measure = {
  name: 'workflow',
  title: { en: 'One-step workflows', 'zh-CN': '单步工作流' },
  run: async (context) => {
    const database = await context.database();
    const server = await startStepProcess(database.url, 'all');
    try {
      server.work();
      const perSecond = await workflowsPerSecond(context, database, server);
      const p95 = await untilEffect(context, database, server, perSecond / 2);
      return figuresOf(perSecond, p95);
    } finally {
      await server.stop();
    }
  },
};

interface Entrance {
  readonly ground: Ground;
  /** The delivery that moves the n-th run. */
  shot(n: number): Shot | null;
}

async function entrance({ storage }: BenchDatabase, server: StepProcess, step: 'noop' | 'tell', count: number): Promise<Entrance> {
  const pipeline = `bench-workflow-${step}`;
  const ground = await groundIn(storage, { count, document: workflow(pipeline, step), name: `bench-workflow-${randomUUID().slice(0, 8)}` });
  const body = { title: 'Bench', pipeline, match: { at: '/deal', field: 'external' }, event: { name: 'paid' } };
  const answer = await fetch(`${server.url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ground.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`no endpoint: ${answer.status} ${await answer.text()}`);
  const { url, secret } = (await answer.json()) as { url: string; secret: string };
  const { pathname } = new URL(url);
  return {
    ground,
    shot: (n) => {
      const deal = ground.externalKeys[n];
      if (deal === undefined) return null;
      const [key, payload] = [randomUUID(), JSON.stringify({ deal })];
      return { key, path: pathname, headers: webhookHeaders(secret, key, Math.floor(Date.now() / 1000), payload), body: payload };
    },
  };
}

/** From the first delivery to the end of the last run. */
async function workflowsPerSecond({ quick, note }: BenchContext, database: BenchDatabase, server: StepProcess): Promise<number> {
  const count = quick ? 3_000 : 20_000;
  const { ground, shot } = await entrance(database, server, 'noop', count);
  note(`${count} workflows, ${CALLERS} callers`);
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const startMs = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (let made = shot(next++); made; made = shot(next++)) {
        const { status } = await send(agent, server.url, made);
        if (status !== 202) throw new Error(`a delivery was answered ${status}`);
      }
    }),
  );
  agent.destroy();
  await untilDone(database, ground);
  return (count / (performance.now() - startMs)) * 1000;
}

async function untilDone({ storage }: BenchDatabase, { workspace }: Ground): Promise<void> {
  for (const startMs = performance.now(); ; await pause(20)) {
    const [row] = await storage.sql<{ open: number }>(`select count(*)::int as open from runs where workspace_id = $1 and status = 'active'`, [workspace]);
    if (row?.open === 0) return;
    if (performance.now() - startMs > DONE_WITHIN_MS) throw new Error(`${row?.open} workflows are not done after two minutes`);
  }
}

/** At half that rate: from the delivery's departure to the moment in which its external step begins, p95 in milliseconds. */
async function untilEffect({ quick, note }: BenchContext, database: BenchDatabase, server: StepProcess, rate: number): Promise<number> {
  const seconds = quick ? 4 : 20;
  const { ground, shot } = await entrance(database, server, 'tell', Math.ceil(rate * seconds));
  note(`${rate.toFixed(0)} deliveries/s`);
  const sentAtMs = new Map<string, number>();
  const times: number[] = [];
  server.onBegan(({ began, atMs }) => {
    const sent = sentAtMs.get(began.split('.')[0] ?? '');
    if (sent !== undefined) times.push(atMs - sent);
  });
  const shots = (n: number): Shot | null => {
    sentAtMs.set(ground.runs[n] ?? '', Date.now());
    return shot(n);
  };
  const { accepted } = await openLoopOf(server.url, shots, rate, seconds * 1000);
  for (let waited = 0; times.length < accepted.length && waited < DONE_WITHIN_MS; waited += 20) await pause(20);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

const figuresOf = (perSecond: number, p95: number): readonly Figure[] => [
  {
    name: 'workflow.per-second',
    title: { en: 'one-step workflows, webhook in to done', 'zh-CN': '单步工作流（webhook 进入至完成）' },
    value: perSecond,
    unit: '/s',
    target: { must: 1_000, goal: 2_500, better: 'more' },
  },
  {
    name: 'workflow.first-effect',
    title: { en: 'webhook sent to its first external effect, half load, p95', 'zh-CN': '半负载下从发出 webhook 到首个外部效果（p95）' },
    value: p95,
    unit: 'ms',
    target: { must: 300, goal: 100, better: 'less' },
  },
];
