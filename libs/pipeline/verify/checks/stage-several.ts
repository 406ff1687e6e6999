import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { activeStages } from '../stages.js';

/** Two columns of the board that would show the same record at the same time. */
export const stageSeveral: Check = {
  code: 'stage.several',
  severity: 'error',
  meaning: {
    en: 'Two stages can be active at the same time, so a record would stand in two columns of the board.',
    'zh-CN': '两个阶段可能同时处于活动，记录会同时出现在看板的两列。',
  },
  example: 'A stage inside another stage, or stages in two regions of a parallel state.',
  *find(context: VerifyContext): Generator<Finding> {
    const told = new Set<string>();
    for (const configuration of context.exploration.configurations) {
      const stages = activeStages(context.chart, configuration);
      const [first, second] = stages;
      if (!first || !second || told.has(`${first.n} ${second.n}`)) continue;
      told.add(`${first.n} ${second.n}`);
      const [a, b] = [named(first.state), named(second.state)];
      yield { at: second.state.at, text: { en: `The stages ${a.en} and ${b.en} can be active together.`, 'zh-CN': `阶段${a.zh}与${b.zh}可能同时处于活动。` } };
    }
  },
};
