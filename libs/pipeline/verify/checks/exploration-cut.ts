import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** Says openly that the checks that look at every configuration did not see all of them. */
export const explorationCut: Check = {
  code: 'exploration.cut',
  severity: 'warning',
  meaning: {
    en: 'The pipeline has more combinations of active states than are looked at; checks that need all of them say nothing.',
    'zh-CN': '活动状态的组合数超过检查上限；依赖完整组合的检查不作结论。',
  },
  example: 'A parallel state with fifteen independent regions of three states each.',
  *find({ exploration }: VerifyContext): Generator<Finding> {
    if (!exploration.cut) return;
    const n = exploration.configurations.length;
    yield {
      at: '',
      text: {
        en: `Exploration was cut after ${n} combinations of active states; traps, endlessness and stages were judged only as far as that allows.`,
        'zh-CN': `状态组合的检查在 ${n} 种后截止；陷阱、无终点与阶段的结论仅限于此范围。`,
      },
    };
  },
};
