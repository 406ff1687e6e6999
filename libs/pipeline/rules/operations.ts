import { addDuration, wholeUnitsBetween } from './dates.js';
import { currentEvaluation } from './evaluation.js';
import { RULE_LIMITS, costOf, joinTexts, primitive, refuseLength, refuseOutput, valueAt } from './values.js';

/** Cut paths that are kept: paths written in rules are short; long ones are computed, and paid for each time. */
const KEPT_PATHS = 2000;
const KEPT_LENGTH = 200;
const split = new Map<string, readonly string[]>();

/** A path as its keys; `null` = the whole. */
function keysOf(path: unknown): readonly string[] | null {
  if (path === undefined || path === null || path === '') return null;
  const text = String(primitive(path));
  const known = split.get(text);
  if (known) return known;
  const keys = text.split('.');
  if (text.length > KEPT_LENGTH) {
    currentEvaluation().take(costOf(text));
    return keys;
  }
  if (split.size >= KEPT_PATHS) split.clear();
  split.set(text, keys);
  return keys;
}

/** As theirs, over own properties only. */
function read(data: unknown, path: unknown): unknown {
  const keys = keysOf(path);
  return keys === null ? data : valueAt(data, keys);
}

/** As theirs, without evaluating the paths once more: they may come out of the data. */
function unfilled(data: unknown, keys: readonly unknown[]): readonly unknown[] {
  currentEvaluation().takeList(keys);
  return keys.filter((key) => {
    const value = read(data, key);
    return value === undefined || value === null || value === '';
  });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** As theirs for texts and lists; anything else holds nothing, whatever its members are called. */
function contains(needle: unknown, whole: unknown): boolean {
  if (Array.isArray(whole)) return whole.includes(needle) && !Number.isNaN(needle);
  return typeof whole === 'string' && whole !== '' && whole.includes(String(primitive(needle)));
}

/** As theirs; lists and objects are compared by their bounded text, which no member of theirs can replace. */
function looselyEqual(a: unknown, b: unknown): boolean {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (isObject(a) === isObject(b)) return isObject(a) ? a === b : equal(a, b);
  return a !== null && b !== null && equal(primitive(a), primitive(b));
}

// oxlint-disable-next-line eqeqeq -- the `==` of JSON Logic is the one of JavaScript
const equal = (a: unknown, b: unknown): boolean => a == b;

function merged(operands: readonly unknown[]): unknown[] {
  const all: unknown[] = [];
  for (const operand of operands) {
    for (const member of listOf(operand)) all.push(member);
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

type Operation = (this: unknown, ...operands: unknown[]) => unknown;

/** Operators that json-logic-js has too, in a form that hostile data cannot misuse. `this` is the data. */
const HARDENED = {
  var(path, fallback = null) {
    const value = read(this, path);
    return value === undefined ? fallback : value;
  },
  missing(...keys) {
    return unfilled(this, Array.isArray(keys[0]) ? keys[0] : keys);
  },
  missing_some(need, options) {
    const keys = listOf(options ?? []);
    const missing = unfilled(this, keys);
    return keys.length - missing.length >= Number(primitive(need)) ? [] : missing;
  },
  /** One operand asks whether that state is active; two are the usual membership. */
  in(...operands) {
    return operands.length === 1 ? currentEvaluation().isIn(operands[0]) : contains(operands[0], operands[1]);
  },
  '==': looselyEqual,
  '!=': (a, b) => !looselyEqual(a, b),
  cat: (...operands) => joinTexts(operands, ''),
  merge: (...operands) => merged(operands),
} satisfies Record<string, Operation>;

/** Operators that json-logic-js does not have. */
const ADDED = {
  lower: (a) => bounded(textOf(a).toLowerCase()),
  upper: (a) => bounded(textOf(a).toUpperCase()),
  starts_with: (a, b) => textOf(a).startsWith(textOf(b)),
  ends_with: (a, b) => textOf(a).endsWith(textOf(b)),
  length: (a) => (Array.isArray(a) ? a.length : textOf(a).length),
  is_blank: isBlank,
  date_add: addDuration,
  date_diff: (from, to, unit) => wholeUnitsBetween(from, to, unit ?? 'days'),
} satisfies Record<string, Operation>;

/** What is given to json-logic-js; its other operators are used as they are, on numbers and texts only. */
export const OPERATIONS: Readonly<Record<string, Operation>> = { ...HARDENED, ...ADDED };
