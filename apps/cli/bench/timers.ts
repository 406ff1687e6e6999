import { setTimeout as pause } from 'node:timers/promises';
import { instantAt, type Json } from '#kernel';
import { benchEngine } from './bench-engine.js';
import type { Measure } from './measure.js';

const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'bench-timer',
  object: 'deal',
  title: { en: 'Timer' },
  initial: 'waiting',
  states: {
    waiting: { stage: true, invoke: { id: 'bell', step: 'wait', with: { at: { var: 'record.next_step' } }, onDone: 'rung', onError: 'rung' } },
    rung: { type: 'final', stage: true, outcome: 'won' },
  },
};

/** Many timers due in the same moment: how long until the last has fired and its run is done. */
export const timersMeasure: Measure = {
  name: 'timers',
  title: { en: 'Timers due at once', 'zh-CN': '同时到期的定时器' },
  run: async (context) => {
    const count = context.quick ? 5_000 : 100_000;
    const { storage } = await context.database();
    const engine = await benchEngine(await context.database(), [DOCUMENT]);
    const [{ now }] = (await storage.sql<{ now: string }>(`select extract(epoch from clock_timestamp()) * 1000 as now`)) as readonly [{ now: string }];
    const aheadMs = Math.max(4_000, count * 1.5);
    const dueMs = Number(now) + aheadMs;
    const startedAt = performance.now();
    context.note(`${count} runs with a timer each`);
    await engine.startRuns(count, 'bench-timer', { next_step: instantAt(dueMs) });
    engine.runtime.start();
    const dueAt = startedAt + aheadMs;
    const lateStart = Math.max(0, performance.now() - dueAt);
    const limitMs = 300_000;
    for (;;) {
      const [row] = await storage.sql<{ open: number }>(`select count(*)::int as open from runs where workspace_id = $1 and status = 'active'`, [
        engine.workspace,
      ]);
      if (row?.open === 0) break;
      if (performance.now() - dueAt > limitMs) throw new Error(`${row?.open} timers have not fired after ${limitMs / 1000} s`);
      await pause(100);
    }
    const seconds = (performance.now() - dueAt - lateStart) / 1000;
    await engine.runtime.stop();
    const scaled = (seconds / count) * 100_000;
    return [
      {
        name: 'timers.all-fired',
        title: { en: `${count} timers due at once, all fired`, 'zh-CN': `${count} 个定时器同时到期，全部触发` },
        value: seconds,
        unit: 's',
        target: context.quick ? null : { must: 60, goal: 20, better: 'less' },
      },
      ...(context.quick
        ? [
            {
              name: 'timers.for-100000',
              title: { en: 'the same for 100,000 at this pace', 'zh-CN': '按此速度推算十万个' },
              value: scaled,
              unit: 's',
              target: { must: 60, goal: 20, better: 'less' as const },
            },
          ]
        : []),
    ];
  },
};
