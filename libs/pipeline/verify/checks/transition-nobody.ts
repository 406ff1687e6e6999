import { pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import { named, wayNamed, type VerifyContext } from '../context.js';

/** Events that no role of the pipeline may send, or that an attached rule refuses in every case. */
export const transitionNobody: Check = {
  code: 'transition.nobody',
  severity: 'error',
  meaning: {
    en: 'A transition that no declared role may fire, or that an attached rule always refuses.',
    'zh-CN': '没有任何已声明角色可以触发的转移，或总被附加规则拒绝的转移。',
  },
  example: '"by": [] on a transition.',
  *find(context: VerifyContext): Generator<Finding> {
    const roles = new Set(context.definition.roles);
    for (const state of context.states)
      for (const transition of state.transitions) {
        if (transition.trigger.kind !== 'event' || transition.by === null || transition.by.some((role) => roles.has(role))) continue;
        const [way, from] = [wayNamed(transition), named(state)];
        yield {
          at: pointer(transition.id, 'by'),
          text: { en: `No declared role may fire ${way.en} in ${from.en}.`, 'zh-CN': `没有已声明的角色可以在${from.zh}触发${way.zh}。` },
          got: transition.by,
        };
      }
    for (const rule of context.rules) {
      if (rule.refuse === null || context.verdict(rule.when) !== 'always') continue;
      const title = rule.title;
      yield {
        at: `/rules/${rule.key}/refuse`,
        text: { en: `The rule "${title.en}" refuses its event in every case.`, 'zh-CN': `规则“${title['zh-CN'] ?? title.en}”在任何情况下都拒绝其事件。` },
      };
    }
  },
};
