import type { Problem } from '#kernel';
import type { AttachedRule, Definition, Surroundings } from '../definition/index.js';
import { problemOf } from './check.js';
import { VerifyContext } from './context.js';
import { CHECKS } from './registry.js';

export interface Verification {
  /** Errors first, then warnings; within these in the order of the checks. Each place is named at most once a code. */
  readonly problems: readonly Problem[];
  /** Configurations (sets of active states) that were looked at. */
  readonly explored: number;
  /** There are more configurations than the budget allows to look at. */
  readonly cut: boolean;
}

/**
 * Everything that can be proved, or is doubtful, about a pipeline with its attached rules before it is published.
 * Rules that are switched off are left out. Pure; bounded in time whatever the document; what it cannot know it does not say.
 */
export function verify(definition: Definition, rules: readonly AttachedRule[], surroundings: Surroundings): Verification {
  const active = rules.filter((rule) => rule.document.enabled !== false);
  const context = new VerifyContext(definition, active, surroundings);
  const found = CHECKS.flatMap((check) => Array.from(check.find(context), (finding) => problemOf(check, finding)));
  const problems = [...new Map(found.map((problem) => [`${problem.code} ${problem.at} ${problem.text.en}`, problem])).values()];
  const { configurations, cut } = context.exploration;
  return {
    problems: [...problems.filter((p) => p.severity === 'error'), ...problems.filter((p) => p.severity !== 'error')],
    explored: configurations.length,
    cut,
  };
}
