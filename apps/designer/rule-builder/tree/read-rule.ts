import { isJsonObject, parseDuration, sameJson, type Json, type JsonObject } from '#kernel';
import { operatorOf, type Rule } from '#pipeline';
import { EMPTY_RULE, type Comparison, type Operand, type RuleGroup, type RuleNode, type Test } from './rule-tree.js';
import { writeNode } from './write-rule.js';

/**
 * The tree of a rule, whatever the rule is: what the builder cannot draw comes out as `foreign` parts. A part is drawn only
 * when writing it gives the same rule again (but for spellings that mean the same, such as one operand without its list).
 */
export function readRule(rule: Rule | null | undefined): RuleGroup {
  if (rule === null || rule === undefined) return EMPTY_RULE;
  const node = readNode(rule);
  return node.kind === 'group' ? node : { kind: 'group', join: 'all', parts: [node] };
}

/** Whether the sentence builder draws all of a rule. */
export const isDrawable = (node: RuleNode): boolean => (node.kind === 'group' ? node.parts.every(isDrawable) : node.kind !== 'foreign');

export function readNode(rule: Rule): RuleNode {
  const node = attempt(rule);
  if (node === null) return { kind: 'foreign', rule };
  const back = writeNode(node);
  return back !== null && sameJson(plain(back), plain(rule)) ? node : { kind: 'foreign', rule };
}

/** The rule in one spelling of those that mean the same. */
function plain(rule: Json): Json {
  if (Array.isArray(rule)) return rule.map((member: Json) => plain(member));
  const call = callOf(rule);
  if (!call) return rule;
  const operands = call.operands.map(plain);
  const [only] = operands;
  if ((call.name === 'and' || call.name === 'or') && operands.length === 1 && only !== undefined) return only;
  return { [call.name]: operands };
}

interface Call {
  readonly name: string;
  readonly operands: readonly Json[];
}

function callOf(rule: Json): Call | null {
  const operator = operatorOf(rule);
  if (!operator) return null;
  const given = (rule as JsonObject)[operator.name] as Json;
  return { name: operator.name, operands: Array.isArray(given) ? (given as readonly Json[]) : [given] };
}

const group = (join: RuleGroup['join'], operands: readonly Json[]): RuleNode | null =>
  operands.length === 0 ? null : { kind: 'group', join, parts: operands.map((operand) => readNode(operand)) };

function attempt(rule: Rule): RuleNode | null {
  const call = callOf(rule);
  if (!call) return null;
  switch (call.name) {
    case 'and':
      return group('all', call.operands);
    case 'or':
      return group('any', call.operands);
    case '!':
      return call.operands.length === 1 ? negated(call.operands[0] as Json) : null;
    case '!!':
      return unary('yes', call.operands);
    case 'is_blank':
      return unary('blank', call.operands);
    case 'in':
      return membership(call.operands, false);
    case '<=':
      return call.operands.length === 3 ? between(call.operands) : binary('at-most', call.operands);
    default:
      return binary(BINARY[call.name], call.operands);
  }
}

const BINARY: Readonly<Record<string, Test>> = {
  '==': 'is',
  '!=': 'is-not',
  '>': 'above',
  '>=': 'at-least',
  '<': 'below',
  starts_with: 'starts',
  ends_with: 'ends',
};

function negated(inner: Json): RuleNode | null {
  const call = callOf(inner);
  if (!call) return null;
  switch (call.name) {
    case 'or':
      return group('none', call.operands);
    case 'and':
      return group('not-all', call.operands);
    case 'in':
      return membership(call.operands, true) ?? group('none', [inner]);
    case 'is_blank':
      return unary('filled', call.operands);
    case 'var':
      return unary('no', [inner]);
    default:
      return group('none', [inner]);
  }
}

function unary(test: Test, operands: readonly Json[]): Comparison | null {
  const path = operands.length === 1 ? pathOf(operands[0]) : null;
  return path === null ? null : { kind: 'comparison', path, test, operands: [] };
}

function binary(test: Test | undefined, operands: readonly Json[]): Comparison | null {
  const path = operands.length === 2 ? pathOf(operands[0]) : null;
  const operand = readOperand(operands[1]);
  return test === undefined || path === null || operand === null ? null : { kind: 'comparison', path, test, operands: [operand] };
}

function between([low, subject, high]: readonly Json[]): Comparison | null {
  const path = pathOf(subject);
  const ends = [readOperand(low), readOperand(high)].filter((end) => end !== null);
  return path === null || ends.length < 2 ? null : { kind: 'comparison', path, test: 'between', operands: ends };
}

/** One operand: an active state. Two: a value of a list, or a part of a text or list. */
function membership(operands: readonly Json[], isNegated: boolean): RuleNode | null {
  const [first, second] = operands;
  if (operands.length === 1) return typeof first === 'string' ? { kind: 'state', state: first, isActive: !isNegated } : null;
  const path = pathOf(first);
  if (path !== null) {
    const list = isScalarList(second) ? ({ kind: 'value', value: second } as const) : variable(second);
    return list && { kind: 'comparison', path, test: isNegated ? 'none-of' : 'one-of', operands: [list] };
  }
  const whole = pathOf(second);
  const part = readOperand(first);
  return whole === null || part === null ? null : { kind: 'comparison', path: whole, test: isNegated ? 'lacks' : 'contains', operands: [part] };
}

const isScalar = (value: Json | undefined): value is string | number | boolean | null => value !== undefined && (typeof value !== 'object' || value === null);
const isScalarList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value) && (value as readonly Json[]).every(isScalar);

function pathOf(rule: Json | undefined): string | null {
  const call = rule === undefined ? null : callOf(rule);
  const [path] = call?.operands ?? [];
  return call?.name === 'var' && call.operands.length === 1 && typeof path === 'string' && path !== '' ? path : null;
}

function variable(rule: Json | undefined): Operand | null {
  const path = pathOf(rule);
  return path === null ? null : { kind: 'variable', path };
}

export function readOperand(rule: Json | undefined): Operand | null {
  if (isScalar(rule)) return { kind: 'value', value: rule };
  if (!isJsonObject(rule)) return null;
  const call = callOf(rule);
  const [start, length] = call?.operands ?? [];
  if (
    call?.name === 'date_add' &&
    call.operands.length === 2 &&
    pathOf(start) === 'now' &&
    typeof length === 'string' &&
    parseDuration(length.replace(/^-/, ''))
  )
    return { kind: 'from-now', duration: length };
  return variable(rule);
}
