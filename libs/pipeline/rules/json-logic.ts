import jsonLogic from 'json-logic-js';
import type { Json } from '#kernel';
import { currentEvaluation, during, type Evaluation } from './evaluation.js';
import { OPERATIONS } from './operations.js';
import { RuleNode, placeOf, preparedRule } from './rule-node.js';
import { costOf, primitive } from './values.js';

/** What of json-logic-js is fenced in; it calls `apply`, `is_logic` and `get_operator` through these members itself. */
interface Library {
  apply: (logic: unknown, data: unknown) => unknown;
  is_logic: (logic: unknown) => boolean;
  get_operator: (logic: RuleNode) => string;
  add_operation: (name: string, code: (this: unknown, ...operands: never[]) => unknown) => void;
  rm_operation: (name: string) => void;
}

/**
 * json-logic-js is one object for the whole process. It is given our operators and walls here, once, and then sealed: nobody
 * can add, remove or replace anything of it afterwards, and outside of `runRule` it refuses to work.
 */
function fencedIn(library: Library): Library['apply'] {
  const evaluate = library.apply;
  for (const [name, operation] of Object.entries(OPERATIONS)) library.add_operation(name, operation);
  for (const name of ['log', 'method']) library.rm_operation(name);
  const apply = (logic: unknown, data: unknown): unknown => {
    const evaluation = currentEvaluation();
    return typeof logic === 'object' && logic !== null ? checked(logic, evaluate(logic, data), evaluation) : literal(logic, evaluation);
  };
  const sealed = (): never => {
    throw new Error('json-logic-js is fenced in by pipeline/rules: operators are listed in operators.ts.');
  };
  Object.assign(library, {
    apply,
    is_logic: RuleNode.isOne,
    get_operator: RuleNode.operatorOf,
    add_operation: sealed,
    rm_operation: sealed,
  });
  Object.freeze(library);
  return apply;
}

function literal(value: unknown, evaluation: Evaluation): unknown {
  if (typeof value === 'string') evaluation.take(costOf(value));
  return value;
}

/** Each operator and list takes a step, long values more; a loop takes one for each member before it starts. */
function checked(part: object, value: unknown, evaluation: Evaluation): unknown {
  evaluation.take(1 + costOf(value));
  if (typeof value !== 'object' || value === null) return value;
  const place = placeOf(part);
  if (place === 'scalar') return primitive(value);
  if (place === 'list' && Array.isArray(value)) evaluation.takeList(value);
  return value;
}

const apply = fencedIn(jsonLogic as unknown as Library);

/**
 * What json-logic-js makes of a rule, as it comes: not yet JSON. The steps come from the evaluation's budget.
 * Throws UserError (structure of the rule, caps), or what an operator throws on values it cannot take: see `orRefused`.
 */
export function runRule(rule: Json, data: unknown, evaluation: Evaluation): unknown {
  if (typeof rule !== 'object' || rule === null) return rule;
  const prepared = preparedRule(rule);
  return during(evaluation, () => apply(prepared, data));
}
