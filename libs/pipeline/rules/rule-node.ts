import type { Problem } from '#kernel';
import { UserError } from '#kernel';
import { OPERATORS } from './operators.js';
import { checkRuleShape } from './shape.js';
import { primitive } from './values.js';

/**
 * A rule as json-logic-js evaluates it: `{ [operator]: operands }`, made from a checked rule only. Whatever else looks like
 * a rule, say an object out of the data, is no instance and so never evaluated.
 */
export class RuleNode {
  readonly #operator: string;
  [operator: string]: readonly unknown[];
  constructor(operator: string, operands: readonly unknown[]) {
    this.#operator = operator;
    this[operator] = operands;
  }
  static isOne(this: void, value: unknown): boolean {
    return typeof value === 'object' && value !== null && #operator in value;
  }
  static operatorOf(this: void, node: RuleNode): string {
    return node.#operator;
  }
}

/** What the operator around a value makes of it. `scalar`: one number or text. `list`: a loop over its members. */
type Place = 'scalar' | 'list';
const places = new WeakMap<object, Place>();
/** Where a part of a prepared rule stands, when that matters. */
export const placeOf = (part: object): Place | undefined => places.get(part);

const prepared = new WeakMap<object, object>();

/**
 * The private copy of a rule that is evaluated; made once per rule object, later changes of which have no effect.
 * Throws UserError with every structural problem (unlisted operator, caps).
 */
export function preparedRule(rule: object): object {
  const known = prepared.get(rule);
  if (known) return known;
  const problems = checkRuleShape(rule, '', 'evaluate');
  if (problems.length > 0) throw new UserError('invalid', problems as [Problem, ...Problem[]]);
  const copy = copyOf(rule) as object;
  prepared.set(rule, copy);
  return copy;
}

function copyOf(value: unknown, place?: Place): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? value.map((member) => copyOf(member)) : nodeOf(value);
  if (copy === null) return place === 'scalar' ? primitive(value) : value;
  if (place) places.set(copy, place);
  return copy;
}

function nodeOf(value: object): RuleNode | null {
  const keys = Object.keys(value);
  const [name] = keys;
  if (keys.length !== 1 || name === undefined) return null;
  const operands = (value as Record<string, unknown>)[name];
  return new RuleNode(
    name,
    (Array.isArray(operands) ? operands : [operands]).map((operand, n) => copyOf(operand, placeIn(name, n))),
  );
}

function placeIn(name: string, n: number): Place | undefined {
  const takes = OPERATORS.get(name)?.takes;
  if (takes === 'comparable' || takes === 'numbers' || name === 'substr') return 'scalar';
  return takes === 'loop' && n === 0 ? 'list' : undefined;
}
