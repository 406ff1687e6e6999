import { addDuration, wholeUnitsBetween } from './dates.js';
import { RULE_LIMITS, isTruthy, joinTexts, primitive, refuseLength, refuseOutput } from './values.js';

/** What an operator without a say in the order of evaluation computes from its operands. */
export type Operation = (operands: readonly unknown[]) => unknown;

/* JSON Logic compares as JavaScript does, with its conversions; `primitive` makes these safe for lists and objects. */
type Comparable = number;
const p = (value: unknown): Comparable => primitive(value) as Comparable;

function looselyEqual(a: unknown, b: unknown): boolean {
  const objects = (typeof a === 'object' && a !== null ? 1 : 0) + (typeof b === 'object' && b !== null ? 1 : 0);
  if (objects === 2) return a === b;
  if (objects === 1 && (a === null || a === undefined || b === null || b === undefined)) return false;
  // oxlint-disable-next-line eqeqeq -- the `==` of JSON Logic is the one of JavaScript
  return p(a) == p(b);
}

const less = (a: unknown, b: unknown): boolean => p(a) < p(b);
const atMost = (a: unknown, b: unknown): boolean => p(a) <= p(b);
const parsed = (value: unknown): number => Number.parseFloat(String(primitive(value)));

function contains([needle, whole]: readonly unknown[]): boolean {
  if (Array.isArray(whole)) return whole.includes(needle) && !Number.isNaN(needle);
  return typeof whole === 'string' && whole !== '' && whole.includes(String(primitive(needle)));
}

function concatenated(operands: readonly unknown[]): string {
  return joinTexts(operands, '');
}

function substring([source, start, length]: readonly unknown[]): string {
  const text = String(primitive(source));
  const from = p(start);
  const end = primitive(length);
  if (typeof end === 'number' && end < 0) {
    const rest = cut(text, from, undefined);
    return cut(rest, 0, rest.length + end);
  }
  return cut(text, from, end === undefined ? undefined : Number(end));
}

/** `String.prototype.substr` without its deprecation: a negative start counts from the end. */
function cut(text: string, start: number, length: number | undefined): string {
  const whole = Math.trunc(Number(start)) || 0;
  const from = whole < 0 ? Math.max(text.length + whole, 0) : whole;
  if (length === undefined) return text.slice(from);
  const count = Math.trunc(length) || 0;
  return count <= 0 ? '' : text.slice(from, from + count);
}

function merged(operands: readonly unknown[]): unknown[] {
  const all: unknown[] = [];
  for (const operand of operands) {
    if (!Array.isArray(operand)) all.push(operand);
    else for (const member of operand) all.push(member);
    if (all.length > RULE_LIMITS.listLength) refuseLength(all.length, RULE_LIMITS.listLength);
  }
  return all;
}

function bounded(text: string): string {
  if (text.length > RULE_LIMITS.outputBytes) refuseOutput(RULE_LIMITS.outputBytes);
  return text;
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(primitive(value)));

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'string' && value.trim() === '';
}

/** The eager operators: operands are evaluated first, from left to right. */
export const OPERATIONS = {
  '==': ([a, b]) => looselyEqual(a, b),
  '===': ([a, b]) => a === b,
  '!=': ([a, b]) => !looselyEqual(a, b),
  '!==': ([a, b]) => a !== b,
  '>': ([a, b]) => p(a) > p(b),
  '>=': ([a, b]) => p(a) >= p(b),
  '<': ([a, b, c]) => (c === undefined ? less(a, b) : less(a, b) && less(b, c)),
  '<=': ([a, b, c]) => (c === undefined ? atMost(a, b) : atMost(a, b) && atMost(b, c)),
  '!!': ([a]) => isTruthy(a),
  '!': ([a]) => !isTruthy(a),
  '%': ([a, b]) => p(a) % p(b),
  '+': (operands) => operands.reduce<number>((sum, value) => sum + parsed(value), 0),
  '*': (operands) => (operands.length === 1 ? operands[0] : operands.length === 0 ? 1 : operands.map(parsed).reduce((a, b) => a * b)),
  '-': ([a, b]) => (b === undefined ? -p(a) : p(a) - p(b)),
  '/': ([a, b]) => p(a) / p(b),
  min: (operands) => Math.min(...operands.map(p)),
  max: (operands) => Math.max(...operands.map(p)),
  cat: concatenated,
  substr: substring,
  merge: merged,
  lower: ([a]) => bounded(textOf(a).toLowerCase()),
  upper: ([a]) => bounded(textOf(a).toUpperCase()),
  starts_with: ([a, b]) => textOf(a).startsWith(textOf(b)),
  ends_with: ([a, b]) => textOf(a).endsWith(textOf(b)),
  length: ([a]) => (Array.isArray(a) ? a.length : textOf(a).length),
  is_blank: ([a]) => isBlank(a),
  date_add: ([date, duration]) => addDuration(date, duration),
  date_diff: ([from, to, unit]) => wholeUnitsBetween(from, to, unit ?? 'days'),
} satisfies Record<string, Operation>;

export type EagerOperator = keyof typeof OPERATIONS;
export { contains };
