import { pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

export const stepUnknown: Check = {
  code: 'step.unknown',
  severity: 'error',
  meaning: { en: 'An action or invoke names a kind of step that does not exist.', 'zh-CN': '操作或调用使用了不存在的步骤种类。' },
  example: '"do": "mail.send" instead of "email.send".',
  *find({ actions, invokes, surroundings: { steps } }: VerifyContext): Generator<Finding> {
    const kinds = steps.all().map((s) => s.kind);
    const what = { en: 'step', zh: '步骤' };
    for (const action of actions) if (action.do !== 'raise' && !steps.get(action.do)) yield unknownName(what, action.do, kinds, pointer(action.at, 'do'));
    for (const invoke of invokes) if (!steps.get(invoke.step)) yield unknownName(what, invoke.step, kinds, pointer(invoke.at, 'step'));
  },
};
