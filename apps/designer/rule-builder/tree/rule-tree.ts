import type { Json } from '#kernel';
import type { Rule } from '#pipeline';

/** What a condition compares with. */
export type Operand =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'variable'; readonly path: string }
  /** A moment counted from now: `-P14D` is two weeks ago. */
  | { readonly kind: 'from-now'; readonly duration: string };

/** `none`: not one of the parts holds; `not-all`: at least one does not. */
export type Joining = 'all' | 'any' | 'none' | 'not-all';

export const TESTS = [
  'is',
  'is-not',
  'above',
  'at-least',
  'below',
  'at-most',
  'between',
  'one-of',
  'none-of',
  'contains',
  'lacks',
  'starts',
  'ends',
  'filled',
  'blank',
  'yes',
  'no',
] as const;
export type Test = (typeof TESTS)[number];

export interface RuleGroup {
  readonly kind: 'group';
  readonly join: Joining;
  readonly parts: readonly RuleNode[];
}
export interface Comparison {
  readonly kind: 'comparison';
  /** What is looked at: `record.close_value`. */
  readonly path: string;
  readonly test: Test;
  /** None for `filled`, `blank`, `yes`, `no`; two for `between`; one otherwise. */
  readonly operands: readonly Operand[];
}
export interface StateTest {
  readonly kind: 'state';
  readonly state: string;
  readonly isActive: boolean;
}
/** What has no place in the sentence builder; it stays as it is. */
export interface Foreign {
  readonly kind: 'foreign';
  readonly rule: Rule;
}
/** A rule as the sentence builder draws it. */
export type RuleNode = RuleGroup | Comparison | StateTest | Foreign;

/** How many operands a test has. */
export function operandCount(test: Test): 0 | 1 | 2 {
  if (test === 'between') return 2;
  return test === 'filled' || test === 'blank' || test === 'yes' || test === 'no' ? 0 : 1;
}

export const EMPTY_RULE: RuleGroup = { kind: 'group', join: 'all', parts: [] };
export const NO_VALUE: Operand = { kind: 'value', value: null };
