import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json, Text } from '#kernel';
import type { BenchDatabase } from './bench-database.js';
import { groundIn } from './ground.js';
import type { Figure, Measure } from './measure.js';
import { startStepProcess } from './step-processes.js';

const PROCESSES = [1, 2, 4];

interface Load {
  readonly name: string;
  readonly title: Text;
  /** What a step does, as step-process.ts reads it. */
  readonly step: string;
  readonly steps: number;
}

const LOADS: readonly Load[] = [
  { name: 'cpu', title: { en: 'steps that compute for 5 ms', 'zh-CN': '计算 5 毫秒的步骤' }, step: 'cpu:5', steps: 400 },
  { name: 'wait', title: { en: 'steps that wait for 200 ms', 'zh-CN': '等待 200 毫秒的步骤' }, step: 'wait:200', steps: 640 },
];

/** One worker process against two and four: what more processes bring, on work that computes and on work that waits. */
export const speedUpMeasure: Measure = {
  name: 'speedup',
  title: { en: 'More worker processes', 'zh-CN': '更多工作进程' },
  run: async (context) => {
    const database = await context.database();
    const figures: Figure[] = [];
    for (const load of LOADS) {
      let one = Number.NaN;
      for (const processes of PROCESSES) {
        const perSecond = await stepsPerSecond(database, load, processes);
        if (processes === 1) one = perSecond;
        context.note(`${load.step}, ${processes} processes: ${perSecond.toFixed(0)} steps/s`);
        figures.push(...figuresOf(load, processes, perSecond, perSecond / one));
      }
    }
    return figures;
  },
};

function figuresOf(load: Load, processes: number, perSecond: number, ratio: number): readonly Figure[] {
  const name = `speedup.${load.name}-${processes}`;
  const rate: Figure = {
    name,
    title: { en: `${load.title.en}, ${processes} worker processes`, 'zh-CN': `${load.title['zh-CN']}，${processes} 个工作进程` },
    value: perSecond,
    unit: '/s',
    target: null,
  };
  if (processes === 1) return [rate];
  // Computing scales with the cores, which the database shares; waiting scales with the processes.
  const most = load.name === 'cpu' ? Math.min(processes, availableParallelism()) : processes;
  return [
    rate,
    {
      name: `${name}.ratio`,
      title: { en: `the same, to one process (at most ${most})`, 'zh-CN': `相对单进程的倍数（上限 ${most}）` },
      value: ratio,
      unit: '',
      target: { must: most * 0.5, goal: most * 0.75, better: 'more' },
    },
  ];
}

let made = 0;

async function stepsPerSecond({ storage, url }: BenchDatabase, { step, steps }: Load, processes: number): Promise<number> {
  made += 1;
  const document: Json = {
    format: 'millrace/1',
    key: `bench-steps-${made}`,
    object: 'deal',
    title: { en: 'Steps' },
    initial: 'working',
    states: {
      working: {
        stage: true,
        invoke: { id: 'work', step: 'http.request', with: { url: 'https://example.com/', body: step }, onDone: 'done', onError: 'done' },
      },
      done: { type: 'final', stage: true, outcome: 'won' },
    },
  };
  const { workspace } = await groundIn(storage, { count: steps, document, name: `bench-${made}` });
  const children = await Promise.all(Array.from({ length: processes }, () => startStepProcess(url, 'worker')));
  try {
    const startMs = performance.now();
    for (const child of children) child.work();
    for (;;) {
      const [row] = await storage.sql<{ open: number }>(`select count(*)::int as open from runs where workspace_id = $1 and status = 'active'`, [workspace]);
      if (row?.open === 0) break;
      if (performance.now() - startMs > 120_000) throw new Error(`${row?.open} steps are not done after two minutes`);
      await pause(20);
    }
    return (steps / (performance.now() - startMs)) * 1000;
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}
