import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** Conditions that hold whatever the values are, unfilled ones included. */
export const conditionAlways: Check = {
  code: 'condition.always',
  severity: 'warning',
  meaning: { en: 'A condition that always holds, whatever the values are.', 'zh-CN': '无论取何值都成立的条件。' },
  example: 'A choice field is "a" or is not "a".',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { rule, at } of context.conditions())
      if (context.verdict(rule) === 'always')
        yield { at, text: { en: 'This condition always holds; leave it out.', 'zh-CN': '该条件总是成立；可以去掉。' }, got: rule };
  },
};
