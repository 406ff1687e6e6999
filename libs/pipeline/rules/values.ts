import { UserError } from '#kernel';
import type { Problem } from '#kernel';

/** Caps of one rule. The first three hold for the rule itself, the others while it is evaluated. */
export interface RuleLimits {
  /** Operators and lists inside each other. */
  readonly depth: number;
  /** Values of any kind in the rule. */
  readonly nodes: number;
  /** Members of a list, written in the rule or made by it. */
  readonly listLength: number;
  /** Bytes of the result as JSON, and of any text made on the way. */
  readonly outputBytes: number;
  /** Operators evaluated, counting each turn of a loop. */
  readonly steps: number;
}

export const RULE_LIMITS: RuleLimits = Object.freeze({
  depth: 32,
  nodes: 500,
  listLength: 1000,
  outputBytes: 65_536,
  steps: 50_000,
});

/** Throws the typed error that a cap of the rule was crossed. */
export function refuseRule(code: string, en: string, zh: string, more: Pick<Problem, 'got' | 'expected'> = {}, at = ''): never {
  throw new UserError('invalid', { code, at, text: { en, 'zh-CN': zh }, ...more });
}

/** What `work` gives; `rule.value` for anything it throws that is no UserError, such as data too deep to walk. */
export function orRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    return refuseRule('rule.value', 'The rule cannot be computed with these values.', '无法用这些值计算规则。');
  }
}

export function refuseLength(length: number, cap: number): never {
  refuseRule('rule.list', `A list of the rule has ${length} members; at most ${cap} are allowed.`, `规则中的列表有 ${length} 项，最多允许 ${cap} 项。`, {
    got: length,
    expected: cap,
  });
}

export function refuseOutput(cap: number): never {
  refuseRule('rule.output', `The rule makes a value of more than ${cap} bytes.`, `规则产生的值超过 ${cap} 字节。`, { expected: cap });
}

/** Truth as JSON Logic defines it: the empty list is false, the text "0" is true. */
export const isTruthy = (value: unknown): boolean => (Array.isArray(value) && value.length === 0 ? false : Boolean(value));

/** Own property `key` of any value; `undefined` where it has none. Never climbs a prototype chain, never calls a getter of one. */
export function ownValue(value: unknown, key: string): unknown {
  if (value === null || value === undefined) return undefined;
  return Object.hasOwn(value as object, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** The value at a dotted path of own properties; `undefined` when there is none. */
export function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    value = ownValue(value, key);
    if (value === undefined) return undefined;
  }
  return value;
}

/** Lists are compared as text by the language's definition, which nobody needs for long ones. */
const COMPARED_LIST_LENGTH = 4096;

/** A text, number, boolean or null as it is; a list or object as the text JavaScript compares it by, bounded. */
export function primitive(value: unknown): string | number | boolean | null | undefined {
  if (typeof value !== 'object' || value === null) return value as string | number | boolean | null | undefined;
  if (!Array.isArray(value)) return '[object Object]';
  return joined(value, ',', { left: COMPARED_LIST_LENGTH });
}

/** Texts of the members behind each other, as `Array.prototype.join` gives them, within the output cap. */
export function joinTexts(members: readonly unknown[], separator: string): string {
  return joined(members, separator, { left: RULE_LIMITS.outputBytes });
}

function joined(members: readonly unknown[], separator: string, budget: { left: number }): string {
  let text = '';
  for (let i = 0; i < members.length; i++) {
    const piece = pieceOf(members[i], budget);
    text += i === 0 ? piece : separator + piece;
    budget.left -= Array.isArray(members[i]) ? 1 : piece.length + 1;
    if (budget.left < -1) refuseOutput(RULE_LIMITS.outputBytes);
  }
  return text;
}

function pieceOf(member: unknown, budget: { left: number }): string {
  if (member === null || member === undefined) return '';
  if (Array.isArray(member)) return joined(member, ',', budget);
  return typeof member === 'object' ? '[object Object]' : String(member);
}

/** What a value costs in steps beyond the operator itself: long texts and lists are not free. */
export function costOf(value: unknown): number {
  if (typeof value === 'string') return value.length >> 10;
  return Array.isArray(value) ? value.length >> 4 : 0;
}
