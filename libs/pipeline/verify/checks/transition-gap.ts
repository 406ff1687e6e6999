import type { Check, Finding } from '../check.js';
import { choicesOf, fallbacksOf, type Choice } from '../choices.js';
import { regionInWords } from '../conditions/region.js';
import { truthTable } from '../conditions/table.js';
import { named, wayNamed, type VerifyContext } from '../context.js';

/**
 * Several conditional transitions of one event that leave out a case. A single condition is a gate, not a gap; unfilled
 * values count only where a condition asks for them.
 */
export const transitionGap: Check = {
  code: 'transition.gap',
  severity: 'warning',
  meaning: { en: 'The conditions of an event leave a case that none of them covers.', 'zh-CN': '同一事件的各个条件之间留有未覆盖的情况。' },
  example: '"submit" goes to "small" below 1,000 and to "large" above 1,000; exactly 1,000 goes nowhere.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const state of context.states)
      for (const choice of choicesOf(state)) {
        const finding = gapOf(context, choice);
        if (finding) yield finding;
      }
  },
};

function gapOf(context: VerifyContext, choice: Choice): Finding | null {
  const { state, candidates, at } = choice;
  const [first] = candidates;
  if (candidates.length < 2 || !first || (first.trigger.kind === 'always' && hasOtherWays(choice))) return null;
  const all = [...candidates, ...fallbacksOf(context, choice)];
  if (all.some((t) => t.when === null)) return null;
  const table = truthTable(
    all.map((t) => t.when),
    context.kindOf,
    'asked',
  );
  const region = table && !table.asksStates ? regionInWords(table, (row) => !row.holds.includes(true), context.nameOf) : null;
  if (!region) return null;
  const [way, from] = [wayNamed({ ...first, title: null }), named(state)];
  return {
    at,
    text: {
      en: `In ${from.en} no condition of ${way.en} holds when ${region.en}.`,
      'zh-CN': `在${from.zh}中，${region['zh-CN']}时${way.zh}没有任何条件成立。`,
    },
  };
}

/** An automatic choice that fails leaves the run waiting, which is a fault only where nothing else can move it. */
const hasOtherWays = ({ state }: Choice): boolean =>
  state.transitions.some((t) => t.trigger.kind !== 'always') || state.invokes.length > 0 || state.children.length > 0;
