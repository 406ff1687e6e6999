import type { Json } from '#kernel';
import { ruleHolds } from '#pipeline';

export { evaluateRule, parseRule } from '#pipeline';

/** Whether a rule holds; what cannot be evaluated does not. */
export function isTruthyRule(rule: Json, data: unknown): boolean {
  try {
    return ruleHolds(rule, data, { inState: (state) => state === 'open' });
  } catch {
    return false;
  }
}
