import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';

/** With final states that can be reached: states from which none can be reached any more. Silent when the exploration was cut. */
export const stateTrap: Check = {
  code: 'state.trap',
  severity: 'error',
  meaning: { en: 'The pipeline has an end, but from this state no sequence of events leads to it.', 'zh-CN': '流程有终点，但从该状态出发无法到达终点。' },
  example: 'A state "on hold" without a way out, beside "won" and "lost".',
  *find(context: VerifyContext): Generator<Finding> {
    const { configurations, ended, cut } = context.exploration;
    if (cut || !ended.includes(true)) return;
    const live = ableToEnd(context);
    const [stuck, free] = [new Set<number>(), new Set<number>()];
    configurations.forEach(({ active }, n) => active.forEach((a) => (live.has(n) ? free : stuck).add(a)));
    const trapped = (n: number): boolean => stuck.has(n) && !free.has(n);
    for (const node of context.chart.nodes) {
      if (!trapped(node.n) || (node.parent > 0 && trapped(node.parent))) continue;
      const { en, zh } = named(node.state);
      yield { at: node.state.at, text: { en: `From ${en} no final state can be reached any more.`, 'zh-CN': `从${zh}再也无法到达任何终止状态。` } };
    }
  },
};

/** Numbers of the configurations from which an end can be reached. */
function ableToEnd({ exploration: { ended, edges } }: VerifyContext): ReadonlySet<number> {
  const sources = new Map<number, number[]>();
  for (const { from, to } of edges) sources.set(to, [...(sources.get(to) ?? []), from]);
  const live = new Set(ended.flatMap((e, n) => (e ? [n] : [])));
  for (const n of live) for (const from of sources.get(n) ?? []) live.add(from); // grows while it is walked
  return live;
}
