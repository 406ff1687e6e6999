import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { structurallyReachable } from '../structural-reach.js';

/** States that no sequence of events leads to. When the exploration was cut, only those that no transition leads to at all. */
export const stateUnreachable: Check = {
  code: 'state.unreachable',
  severity: 'warning',
  meaning: { en: 'A state that no sequence of events can ever lead to.', 'zh-CN': '任何事件序列都无法到达的状态。' },
  example: 'A state "archived" that no transition has as its target.',
  *find(context: VerifyContext): Generator<Finding> {
    const { reached, cut } = context.exploration;
    const able = cut ? structurallyReachable(context) : reached;
    for (const state of context.definition.states.values()) {
      if (state.kind === 'history' || able.has(state.id)) continue;
      const parent = state.parent === null ? null : context.state(state.parent);
      if (parent && parent !== context.definition.root && !able.has(parent.id)) continue; // said once, of the outermost
      const { en, zh } = named(state);
      yield { at: state.at, text: { en: `No sequence of events leads to ${en}.`, 'zh-CN': `没有任何事件序列能到达${zh}。` } };
    }
  },
};
