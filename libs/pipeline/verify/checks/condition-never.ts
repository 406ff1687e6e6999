import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** Conditions that hold for no values at all. */
export const conditionNever: Check = {
  code: 'condition.never',
  severity: 'error',
  meaning: { en: 'A condition that can never hold.', 'zh-CN': '永远不可能成立的条件。' },
  example: 'close_value above 100 and below 50.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { rule, at } of context.conditions())
      if (context.verdict(rule) === 'never') yield { at, text: { en: 'This condition can never hold.', 'zh-CN': '该条件永远不可能成立。' }, got: rule };
  },
};
