import type { Transition } from '../../definition/index.js';
import type { Check, Finding } from '../check.js';
import { choicesOf } from '../choices.js';
import { truthTable } from '../conditions/table.js';
import { named, wayNamed, type VerifyContext } from '../context.js';

/** A transition behind others of the same event that always take it first. */
export const transitionShadowed: Check = {
  code: 'transition.shadowed',
  severity: 'warning',
  meaning: {
    en: 'A transition that is never taken because earlier ones of the same event always are.',
    'zh-CN': '同一事件中排在前面的转移总会先执行，因此该转移永远不会执行。',
  },
  example: 'A second transition behind one without a condition.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const state of context.states)
      for (const { candidates } of choicesOf(state))
        for (let n = 1; n < candidates.length; n++) {
          const transition = candidates[n] as Transition;
          if (context.verdict(transition.when) === 'never' || !isShadowed(context, candidates, n)) continue;
          const [way, from] = [wayNamed(transition), named(state)];
          yield {
            at: transition.id,
            text: {
              en: `${way.en} number ${n + 1} in ${from.en} is never taken: an earlier one always is.`,
              'zh-CN': `${from.zh}中第 ${n + 1} 个${way.zh}永远不会执行：前面的总会先执行。`,
            },
          };
        }
  },
};

/** Whether the earlier candidates together leave nothing for the n-th. False where that is not known. */
export function isShadowed(context: VerifyContext, candidates: readonly Transition[], n: number): boolean {
  const [earlier, own] = [candidates.slice(0, n), candidates[n] as Transition];
  if (earlier.some((t) => context.verdict(t.when) === 'always')) return true;
  const known = earlier.flatMap((t) => (t.when !== null && context.verdict(t.when) === 'sometimes' ? [t.when] : []));
  if (known.length === 0) return false;
  const table = truthTable([...known, own.when ?? true], context.kindOf, 'any');
  return table !== null && !table.rows.some((row) => row.holds.at(-1) === true && !row.holds.slice(0, -1).includes(true));
}
