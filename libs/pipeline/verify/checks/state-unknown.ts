import { pointer } from '#kernel';
import { statesIn } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** States named by attached rules; those of the document itself are seen when it is parsed. */
export const stateUnknown: Check = {
  code: 'state.unknown',
  severity: 'error',
  meaning: { en: 'A transition or an attached rule names a state that does not exist.', 'zh-CN': '转移或附加规则引用了不存在的状态。' },
  example: 'An attached rule on { "enter": "negotiation" } after that state was renamed.',
  *find({ rules, definition }: VerifyContext): Generator<Finding> {
    const ids = [...definition.states.keys()];
    for (const { key, on, when } of rules) {
      const named =
        'enter' in on ? (['enter', on.enter] as const) : 'leave' in on ? (['leave', on.leave] as const) : 'idle' in on ? (['in', on.in] as const) : null;
      const places = named ? [{ name: named[1], at: pointer('/rules', key, 'on', named[0]) }] : [];
      if (when !== null) for (const { state, at } of statesIn(when)) places.push({ name: state, at: pointer('/rules', key, 'when') + at });
      for (const { name, at } of places) if (!ids.some((id) => id === name)) yield unknownName({ en: 'state', zh: '状态' }, name, ids, at);
    }
  },
};
