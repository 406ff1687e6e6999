import type { BenchContext } from './context.js';
import { highestRate, LEAST_RATE, withServer } from './load.js';
import { prepareGround, type Ground } from './ground.js';
import type { ChildServer } from './child-server.js';
import type { Figure, Measure } from './measure.js';
import { openLoop, quantile } from './open-loop.js';

const RUNS = 5_000;
const MINUTE_MS = 60_000;
/** The first minutes fill caches and pools and say nothing about a leak. */
const WARM_MINUTES = 5;

/** Half of what the engine can take, for an hour (`--full`), as long as `--minutes` says, or three minutes: does memory grow, does the event loop stall? */
export const soakMeasure: Measure = {
  name: 'soak',
  title: { en: 'Soak at half load', 'zh-CN': '半负载长时间运行' },
  run: (context) =>
    withServer(async (server, home) => {
      const ground = await prepareGround(home, RUNS);
      const rate = Math.max(LEAST_RATE, Math.round((await highestRate({ ...context, quick: true }, server, ground)) / 2));
      context.note(`${rate} events/s`);
      const minutes = await soaked(context, server, ground, rate);
      return figuresOf(minutes);
    }),
};

interface Minute {
  readonly memoryMb: number;
  readonly p50: number;
  readonly p99: number;
  readonly loopMs: number;
  readonly failed: number;
}

async function soaked({ quick, minutes: wanted, note }: BenchContext, server: ChildServer, ground: Ground, rate: number): Promise<readonly Minute[]> {
  const minutes: Minute[] = [];
  for (let n = 1; n <= (wanted ?? (quick ? 3 : 60)); n += 1) {
    const result = await openLoop(server.url, ground, rate, MINUTE_MS);
    const minute = {
      memoryMb: (await server.memoryMb()) ?? Number.NaN,
      p50: quantile(result, 0.5),
      p99: quantile(result, 0.99),
      loopMs: await eventLoopMs(server, ground),
      failed: result.sent - result.accepted.length,
    };
    minutes.push(minute);
    note(
      `minute ${n}: ${result.accepted.length} accepted, ${minute.failed} not, p50 ${minute.p50.toFixed(1)} ms, p99 ${minute.p99.toFixed(0)} ms, ` +
        `${minute.memoryMb.toFixed(0)} MB, event loop p99 ${minute.loopMs.toFixed(1)} ms`,
    );
  }
  return minutes;
}

/** The p99 of the event loop's delay since the server was asked last. */
async function eventLoopMs(server: ChildServer, ground: Ground): Promise<number> {
  const answer = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${ground.key}` } });
  const match = /^nodejs_eventloop_lag_p99_seconds\S* (\S+)$/m.exec(await answer.text());
  return Number(match?.[1] ?? Number.NaN) * 1000;
}

function figuresOf(minutes: readonly Minute[]): readonly Figure[] {
  const settled = minutes.length > 2 * WARM_MINUTES ? minutes.slice(WARM_MINUTES) : minutes;
  const largest = (name: 'p99' | 'loopMs' | 'memoryMb'): number => Math.max(...settled.map((minute) => minute[name]));
  return [
    {
      name: 'soak.slope',
      title: { en: 'growth of memory in an hour', 'zh-CN': '每小时内存增长' },
      value: slopeOf(settled.map(({ memoryMb }) => memoryMb)) * 60,
      unit: 'MB',
      target: null,
    },
    {
      name: 'soak.memory',
      title: { en: 'memory at most', 'zh-CN': '最大内存' },
      value: largest('memoryMb'),
      unit: 'MB',
      target: { must: 500, goal: 350, better: 'less' },
    },
    {
      name: 'soak.p99',
      title: { en: 'p99 of the slowest minute', 'zh-CN': '最慢一分钟的 p99' },
      value: largest('p99'),
      unit: 'ms',
      target: { must: 150, goal: 60, better: 'less' },
    },
    {
      name: 'soak.loop',
      title: { en: 'event loop delay, p99 of the worst minute', 'zh-CN': '事件循环延迟（最差一分钟的 p99）' },
      value: largest('loopMs'),
      unit: 'ms',
      target: { must: 100, goal: 50, better: 'less' },
    },
    {
      name: 'soak.failed',
      title: { en: 'events not accepted', 'zh-CN': '未被接受的事件' },
      value: minutes.reduce((sum, { failed }) => sum + failed, 0),
      unit: '',
      target: { must: 0, goal: 0, better: 'less' },
    },
  ];
}

/** Least squares: how much a value grows a step. */
function slopeOf(values: readonly number[]): number {
  const n = values.length;
  const meanX = (n - 1) / 2;
  const meanY = values.reduce((sum, y) => sum + y, 0) / n;
  const above = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  const below = values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
