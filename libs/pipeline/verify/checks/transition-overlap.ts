import { pointer, sameJson } from '#kernel';
import type { Check, Finding } from '../check.js';
import { choicesOf, type Choice } from '../choices.js';
import { regionInWords } from '../conditions/region.js';
import { truthTable } from '../conditions/table.js';
import { named, wayNamed, type VerifyContext } from '../context.js';
import type { Transition } from '../../definition/index.js';
import { isShadowed } from './transition-shadowed.js';

/** Two conditions of the same event that can hold together, so that only their order decides. */
export const transitionOverlap: Check = {
  code: 'transition.overlap',
  severity: 'warning',
  meaning: {
    en: 'Two conditions of the same event can hold together; only their order decides.',
    'zh-CN': '同一事件的两个条件可能同时成立，只由先后顺序决定。',
  },
  example: '"submit" goes to "small" up to 1,000 and to "large" from 1,000.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const state of context.states)
      for (const choice of choicesOf(state)) {
        for (let n = 1; n < choice.candidates.length; n++) {
          const finding = overlapOf(context, choice, n);
          if (finding) yield finding;
        }
      }
  },
};

const sameOutcome = (a: Transition, b: Transition): boolean =>
  sameJson(
    [a.targets, a.actions.map((x) => [x.do, x.with, x.if]), a.requires, a.by],
    [b.targets, b.actions.map((x) => [x.do, x.with, x.if]), b.requires, b.by],
  );

/** The first earlier candidate that overlaps with the n-th. */
function overlapOf(context: VerifyContext, { state, candidates }: Choice, n: number): Finding | null {
  const later = candidates[n] as Transition;
  if (later.when === null || context.verdict(later.when) !== 'sometimes' || isShadowed(context, candidates, n)) return null;
  for (const earlier of candidates.slice(0, n)) {
    if (earlier.when === null || context.verdict(earlier.when) !== 'sometimes' || sameOutcome(earlier, later)) continue;
    const table = truthTable([earlier.when, later.when], context.kindOf, 'asked');
    const region = table && !table.asksStates ? regionInWords(table, (row) => row.holds.every(Boolean), context.nameOf) : null;
    if (!region) continue;
    const [a, b, at] = [wayNamed(earlier), wayNamed(later), named(state)];
    return {
      at: pointer(later.id, 'when'),
      text: {
        en: `In ${at.en} the conditions of ${a.en} (${earlier.id}) and ${b.en} (${later.id}) both hold when ${region.en}; the first one is taken.`,
        'zh-CN': `在${at.zh}中，${a.zh}（${earlier.id}）与${b.zh}（${later.id}）的条件在${region['zh-CN']}时同时成立；将执行前者。`,
      },
    };
  }
  return null;
}
