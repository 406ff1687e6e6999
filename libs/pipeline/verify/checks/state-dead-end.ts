import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';

/** In a pipeline without a reachable end: states that nothing leads out of. */
export const stateDeadEnd: Check = {
  code: 'state.dead-end',
  severity: 'warning',
  meaning: { en: 'A state that is not final and has no way out, in a pipeline without an end.', 'zh-CN': '流程没有终点，且该状态既非终止状态也没有出口。' },
  example: 'A state "submitting" without transitions in a pipeline without final states.',
  *find(context: VerifyContext): Generator<Finding> {
    const { exploration, chart } = context;
    if (exploration.cut || exploration.ended.includes(true)) return;
    const left = new Set(exploration.edges.filter((e) => e.from !== e.to).map((e) => e.from));
    const told = new Set<number>();
    exploration.configurations.forEach(({ active }, n) => {
      if (left.has(n)) return;
      for (const a of active) if (chart.at(a).children.length === 0 && chart.at(a).state.kind !== 'final') told.add(a);
    });
    for (const n of [...told].sort((a, b) => a - b)) {
      const { en, zh } = named(chart.at(n).state);
      yield { at: chart.at(n).state.at, text: { en: `${en} has no way out and is not final.`, 'zh-CN': `${zh}没有出口，也不是终止状态。` } };
    }
  },
};
