import { initialTransition, transition } from 'xstate';
import type { Instant, RunId } from '#kernel';
import { advance, parsePipeline, type Actor, type RunEvent, type RunState, type World } from '#pipeline';
import { compiled } from '../pipeline-files.js';
import { BENCH_DOCUMENT, BENCH_EVENTS, BENCH_RECORD, benchMachine } from './advance-machine.js';
import { perSecond, type Figure, type Measure } from './measure.js';

const ACTOR: Actor = { kind: 'cli', id: 'bench', roles: ['*'] };

/** `advance` with its journal row against XState's bare transition of the same machine, in one run. */
export const advanceMeasure: Measure = {
  name: 'advance',
  title: { en: 'Deciding one event', 'zh-CN': '单个事件的决策' },
  run: async ({ quick }) => {
    const ms = quick ? 700 : 3000;
    const xstateUs = 1e6 / perSecond(xstateWalk(), ms) / BENCH_EVENTS.length;
    const advanceUs = 1e6 / perSecond(ourWalk(), ms) / BENCH_EVENTS.length;
    return [
      figure('advance.us', { en: 'advance, 12 states nested and parallel', 'zh-CN': 'advance（12 个嵌套并行状态）' }, advanceUs, 'µs'),
      figure('advance.xstate-us', { en: "XState's own transition, same machine", 'zh-CN': 'XState 自身的 transition（同一状态机）' }, xstateUs, 'µs'),
      {
        ...figure('advance.ratio', { en: "advance as a part of XState's time", 'zh-CN': 'advance 与 XState 耗时之比' }, advanceUs / xstateUs, ''),
        target: { must: 0.5, goal: 0.1, better: 'less' },
      },
    ];
  },
};

const figure = (name: string, title: Figure['title'], value: number, unit: string): Figure => ({ name, title, value, unit, target: null });

/** One walk through the machine, every event taken. */
function ourWalk(): () => void {
  const parsed = parsePipeline(BENCH_DOCUMENT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const pipeline = compiled(parsed.value, []);
  const world: World = {
    now: '2026-01-05T09:00:00.000Z' as Instant,
    actor: ACTOR,
    record: BENCH_RECORD,
    recordId: '00000000-0000-7000-8000-000000000002',
    ownerId: null,
    history: false,
    times: { due: (_delay, from) => from, remaining: () => 'PT0S' },
  };
  const step = (run: RunState, event: RunEvent): RunState => {
    const advanced = advance(pipeline, run, event, world);
    if (advanced.kind !== 'applied') throw new Error(`${JSON.stringify(event)} was ${advanced.kind}`);
    return advanced.run;
  };
  const born = step({ id: '00000000-0000-7000-8000-000000000001' as RunId, seq: 0, snapshot: null }, { kind: 'started', vars: {}, at: null });
  const events = BENCH_EVENTS.map((name): RunEvent => ({ kind: 'sent', name, payload: null, fields: {} }));
  return () => void events.reduce(step, born);
}

function xstateWalk(): () => void {
  const machine = benchMachine();
  const [born] = initialTransition(machine);
  const events = BENCH_EVENTS.map((type) => ({ type }));
  return () => {
    let snapshot = born;
    for (const event of events) [snapshot] = transition(machine, snapshot, event);
  };
}
