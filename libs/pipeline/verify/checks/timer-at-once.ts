import { pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { isInstant } from '../delay.js';

export const timerAtOnce: Check = {
  code: 'timer.at-once',
  severity: 'warning',
  meaning: { en: 'A timer of no length: it fires at once.', 'zh-CN': '时长为零的定时器会立即触发。' },
  example: '"in": "PT0S".',
  *find(context: VerifyContext): Generator<Finding> {
    for (const { timers } of context.states)
      for (const { id, delay } of timers)
        if (isInstant(delay))
          yield {
            at: pointer(id, 'in'),
            text: { en: 'This timer fires at once; "always" says the same without a timer.', 'zh-CN': '该定时器会立即触发；使用“always”即可，无需定时器。' },
          };
    for (const { key, on } of context.rules)
      if ('idle' in on && isInstant(on.idle))
        yield {
          at: pointer('/rules', key, 'on', 'idle'),
          text: { en: 'An idle limit of no length is reached at once.', 'zh-CN': '时长为零的闲置期限会立即到达。' },
        };
  },
};
