import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunId } from '#kernel';
import { startChild } from './child-server.js';
import { prepareGround } from './ground.js';
import type { Measure } from './measure.js';

const CALLERS = 64;
const RUNS = CALLERS * 8;

/** Events over HTTP, each answered after its commit; the load comes from this process, the server has its own. */
export const httpMeasure: Measure = {
  name: 'http',
  title: { en: 'Events over HTTP', 'zh-CN': '经由 HTTP 的事件' },
  run: async (context) => {
    const home = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
    try {
      const server = await startChild(home, ['--no-sample'], { MILLRACE_RATE: '1000000' });
      try {
        const { key, runs } = await prepareGround(home, RUNS);
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
