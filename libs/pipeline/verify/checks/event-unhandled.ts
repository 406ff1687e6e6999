import { isJsonObject, pointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { hears } from '../../definition/event-descriptor.js';

/** Events that a rule waits for or an action causes, and no state takes. */
export const eventUnhandled: Check = {
  code: 'event.unhandled',
  severity: 'warning',
  meaning: { en: 'A rule watches, or an action raises, an event that no state takes.', 'zh-CN': '规则监视或操作引发的事件没有任何状态接收。' },
  example: 'An attached rule on { "event": "close" } where the states know only "win" and "lose".',
  *find(context: VerifyContext): Generator<Finding> {
    const known = context.states.flatMap(({ transitions }) => transitions.flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.event] : [])));
    const isTaken = (name: string): boolean => known.some((event) => hears(event, name) || hears(name, event));
    for (const { name, at } of namedEvents(context))
      if (!isTaken(name)) yield { at, text: { en: `No state takes the event "${name}".`, 'zh-CN': `没有任何状态接收事件“${name}”。` }, got: name };
  },
};

function* namedEvents(context: VerifyContext): Generator<{ readonly name: string; readonly at: string }> {
  for (const { key, on } of context.rules) if ('event' in on) yield { name: on.event, at: pointer('/rules', key, 'on', 'event') };
  for (const action of context.actions) {
    const members = action.do === 'raise' ? ['event'] : action.do === 'approval.ask' ? ['approve', 'reject'] : [];
    for (const member of members) {
      const given = isJsonObject(action.with) ? action.with[member] : undefined;
      const name = given ?? member; // approval.ask names its events approve and reject by itself
      if (typeof name === 'string' && !name.includes('{{') && name !== 'changed')
        yield { name, at: pointer(action.at, 'with', ...(given === undefined ? [] : [member])) };
    }
  }
}
