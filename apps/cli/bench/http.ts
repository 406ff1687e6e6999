import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashToken, newToken } from '#access';
import type { Json, RecordId, RunId, WorkspaceId } from '#kernel';
import { openStorage, PgApiKeyStore, startDatabase } from '#storage';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import { startChild } from './child-server.js';
import type { Measure } from './measure.js';

const CALLERS = 64;
const RUNS = CALLERS * 8;

/** Two states and a condition: the way of one event, not the work of a rich pipeline. */
const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'bench-swing',
  object: 'deal',
  title: { en: 'Swing' },
  initial: 'left',
  states: {
    left: { stage: true, on: { swing: { target: 'right', when: { '>': [{ var: 'record.close_value' }, 100] } }, stop: 'stopped' } },
    right: { stage: true, on: { swing: { target: 'left', when: { '>': [{ var: 'record.close_value' }, 100] } } } },
    stopped: { type: 'final', stage: true, outcome: 'lost' },
  },
};

/** Events over HTTP, each answered after its commit; the load comes from this process, the server has its own. */
export const httpMeasure: Measure = {
  name: 'http',
  title: { en: 'Events over HTTP', 'zh-CN': '经由 HTTP 的事件' },
  run: async (context) => {
    const home = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
    try {
      const server = await startChild(home, ['--no-sample'], { MILLRACE_RATE: '1000000' });
      try {
        const { key, runs } = await prepared(home);
        context.note(`${CALLERS} callers`);
        const { perSecond, p99 } = await loaded(server.url, key, runs, context.quick ? 4_000 : 15_000);
        return [
          {
            name: 'http.per-second',
            title: { en: `durable events over HTTP, ${CALLERS} callers`, 'zh-CN': `经由 HTTP 的持久化事件（${CALLERS} 个并发）` },
            value: perSecond,
            unit: '/s',
            target: { must: 1_500, goal: 3_000, better: 'more' },
          },
          {
            name: 'http.p99',
            title: { en: 'their time to the answer, p99', 'zh-CN': '响应时间（p99）' },
            value: p99,
            unit: 'ms',
            target: { must: 150, goal: 150, better: 'less' },
          },
        ];
      } finally {
        await server.stop();
      }
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
};

/** A key that may do everything, and runs to send events to. */
async function prepared(home: string): Promise<{ readonly key: string; readonly runs: readonly RunId[] }> {
  const database = await startDatabase({ home, as: 'guest' });
  const storage = await openStorage(database.url);
  const { runtime, importParts, library } = joinEngine(storage);
  try {
    const [workspace] = await storage.sql<{ id: WorkspaceId }>(`select id from workspaces limit 1`);
    if (!workspace) throw new Error('the server has no workspace');
    await library.library.saveDraft(workspace.id, 'bench-swing', DOCUMENT, CLI_ACTOR.id, 0);
    await library.library.publish(workspace.id, 'bench-swing', CLI_ACTOR.id, { note: null, expectedRevision: null });
    const key = newToken('mr_');
    const row = { id: importParts.ids.next(), name: 'bench', prefix: key.slice(0, 10), tokenHash: hashToken(key), role: 'owner' as const, pipelineRoles: [] };
    await new PgApiKeyStore(storage).create(workspace.id, row, { actor: CLI_ACTOR, action: 'key.created', target: `key/${row.id}`, detail: {} });
    const command = { workspace: workspace.id, actor: CLI_ACTOR, source: 'bench', key: null, occurredAt: null, history: false, origin: null };
    const runs = Array.from({ length: RUNS }, () => ({ recordId: importParts.ids.next() as RecordId, runId: importParts.ids.next() as RunId }));
    const commands = runs.flatMap(({ recordId, runId }) => [
      {
        ...command,
        body: { kind: 'record.create' as const, recordId, object: 'deal', fields: { name: 'Bench', close_value: 250 }, externalKey: null, ownerId: null },
      },
      { ...command, body: { kind: 'run.start' as const, runId, recordId, pipeline: 'bench-swing', vars: {}, at: null } },
    ]);
    const failed = (await runtime.submitMany(commands)).find((answer) => !answer.ok);
    if (failed && !failed.ok) throw failed.error;
    return { key, runs: runs.map(({ runId }) => runId) };
  } finally {
    await runtime.stop();
    await storage.close();
    await database.stop();
  }
}

async function loaded(url: string, key: string, runs: readonly RunId[], ms: number): Promise<{ readonly perSecond: number; readonly p99: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const round = async (until: number): Promise<number[]> => {
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: CALLERS }, async (_, caller) => {
        for (let n = 0; performance.now() < until; n += 1) {
          const run = runs[caller * 8 + (n % 8)] as RunId;
          const start = performance.now();
          await post(agent, `${url}/api/v1/runs/${run}/events`, key, { event: 'swing' });
          times.push(performance.now() - start);
        }
      }),
    );
    return times;
  };
  try {
    await round(performance.now() + ms / 4);
    const start = performance.now();
    const times = (await round(start + ms)).sort((a, b) => a - b);
    return { perSecond: (times.length / (performance.now() - start)) * 1_000, p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
  } finally {
    agent.destroy();
  }
}

function post(agent: Agent, url: string, key: string, body: unknown): Promise<void> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          answer.statusCode && answer.statusCode < 300
            ? resolve()
            : reject(new Error(`${answer.statusCode}: ${Buffer.concat(chunks).toString().slice(0, 500)}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
