import { isJsonObject, pointer, type Json } from '#kernel';
import type { Transition } from '../../definition/index.js';
import type { Check, Finding } from '../check.js';
import { named, wayNamed, type VerifyContext } from '../context.js';

const ANSWERS = ['approve', 'reject'] as const;

/** Answers of approvals that could be given without the approval, by sending their event. An invoke's answer is no event, so it is safe. */
export const approvalAnybody: Check = {
  code: 'approval.anybody',
  severity: 'warning',
  meaning: {
    en: 'An approval is answered by an event that anybody may also send directly, because its transition has no `by`.',
    'zh-CN': '审批以事件作答，但相应转移没有 `by`，任何人都可以直接发送该事件。',
  },
  example: 'approval.ask as entry action, "on": { "approve": "won" }.',
  *find(context: VerifyContext): Generator<Finding> {
    const asked = new Set(context.actions.flatMap((action) => (action.do === 'approval.ask' ? answersOf(action.with) : [])));
    if (asked.size === 0) return;
    for (const state of context.states)
      for (const transition of state.transitions) {
        if (transition.by !== null || !answers(transition, asked)) continue;
        const [way, from] = [wayNamed(transition), named(state)];
        yield {
          at: pointer(transition.id, 'by'),
          text: {
            en: `${way.en} in ${from.en} answers an approval, and anybody may send it directly: say in "by" who may, or ask with an invoke.`,
            'zh-CN': `${from.zh}中的${way.zh}用于答复审批，但任何人都可以直接发送：请在“by”中限定角色，或改用 invoke 发起审批。`,
          },
        };
      }
  },
};

/** The events an approval is answered with; what is computed is not known. */
function answersOf(input: Json): readonly string[] {
  const given = isJsonObject(input) ? input : {};
  return ANSWERS.flatMap((answer) => {
    const event = Object.hasOwn(given, answer) ? given[answer] : answer;
    return typeof event === 'string' && event !== '' && !event.includes('{{') ? [event] : event === null ? [answer] : [];
  });
}

/** `a.*` answers for `a.b`; `*` alone takes what nothing else does and is not meant for anything. */
function answers({ trigger }: Transition, events: ReadonlySet<string>): boolean {
  if (trigger.kind !== 'event') return false;
  const { event } = trigger;
  return event.endsWith('.*') ? [...events].some((one) => one.startsWith(event.slice(0, -1))) : events.has(event);
}
