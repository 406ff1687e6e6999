import { pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

export const stepMisplaced: Check = {
  code: 'step.misplaced',
  severity: 'error',
  meaning: {
    en: 'A step stands as an action where it can only be invoked, or the other way round.',
    'zh-CN': '只能调用的步骤被用作操作，或只能作为操作的步骤被调用。',
  },
  example: '"wait" among the entry actions.',
  *find({ actions, invokes, surroundings: { steps } }: VerifyContext): Generator<Finding> {
    for (const action of actions)
      if (steps.get(action.do)?.usable.action === false)
        yield {
          at: pointer(action.at, 'do'),
          text: { en: `"${action.do}" can only be invoked, not stand as an action.`, 'zh-CN': `“${action.do}”只能调用，不能用作操作。` },
          got: action.do,
        };
    for (const invoke of invokes)
      if (steps.get(invoke.step)?.usable.invoke === false)
        yield {
          at: pointer(invoke.at, 'step'),
          text: {
            en: `"${invoke.step}" can only stand as an action, it has no result to wait for.`,
            'zh-CN': `“${invoke.step}”只能用作操作，没有可等待的结果。`,
          },
          got: invoke.step,
        };
  },
};
