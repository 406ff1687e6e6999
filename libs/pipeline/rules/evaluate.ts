import { utf8Length } from '#kernel';
import type { Json } from '#kernel';
import { Evaluation } from './evaluation.js';
import { runRule } from './json-logic.js';
import { RULE_LIMITS, isTruthy, orRefused, refuseOutput, type RuleLimits } from './values.js';

/** What a rule may ask beside its data, and tighter limits than the usual ones. */
export interface RuleContext {
  /** Answers `{ "in": "STATE" }`; without it no state is active. */
  readonly inState?: (state: string) => boolean;
  readonly limits?: Partial<Pick<RuleLimits, 'steps' | 'listLength' | 'outputBytes'>>;
}

/**
 * The value of a JSON Logic rule over own properties of `data`. Pure; the data are never changed and the result may
 * share parts with them. A rule object is checked and copied once, by object: later changes of it have no effect.
 * Throws UserError (`rule.operator`, `rule.depth`, `rule.nodes`, `rule.list`, `rule.budget`, `rule.output`, `rule.value`), nothing else.
 * What JSON cannot hold (not a number, infinity) comes out as null.
 */
export function evaluateRule(rule: Json, data: unknown, context: RuleContext = {}): Json {
  const limits = context.limits ? { ...RULE_LIMITS, ...context.limits } : RULE_LIMITS;
  return orRefused(() => {
    const value = runRule(rule, data, new Evaluation(limits, context.inState));
    return typeof value === 'boolean' ? value : asJson(value, limits.outputBytes);
  });
}

/** Whether a condition holds: the value of the rule, as JSON Logic counts truth. Throws as `evaluateRule` does. */
export const ruleHolds = (rule: Json, data: unknown, context: RuleContext = {}): boolean => isTruthy(evaluateRule(rule, data, context));

function asJson(value: unknown, cap: number): Json {
  const budget = { left: cap };
  return jsonOf(value, budget, cap);
}

function jsonOf(value: unknown, budget: { left: number }, cap: number): Json {
  switch (typeof value) {
    case 'string':
      charge(budget, utf8Length(value) + 2, cap);
      return value;
    case 'boolean':
      charge(budget, 5, cap);
      return value;
    case 'number':
      charge(budget, 8, cap);
      return Number.isFinite(value) ? value : null;
    case 'object':
      return value === null ? null : partsOf(value, budget, cap);
    default:
      charge(budget, 4, cap);
      return null;
  }
}

function partsOf(value: object, budget: { left: number }, cap: number): Json {
  charge(budget, 2, cap);
  if (Array.isArray(value)) {
    const list = value.map((member) => jsonOf(member, budget, cap));
    return list.some((member, i) => member !== value[i]) ? list : (value as Json[]);
  }
  const members = Object.entries(value).map(([key, member]) => {
    charge(budget, key.length + 3, cap);
    return [key, member, jsonOf(member, budget, cap)] as const;
  });
  return members.some(([, was, is]) => was !== is) ? Object.fromEntries(members.map(([key, , is]) => [key, is])) : (value as Json);
}

function charge(budget: { left: number }, bytes: number, cap: number): void {
  budget.left -= bytes;
  if (budget.left < 0) refuseOutput(cap);
}
