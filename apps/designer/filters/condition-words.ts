import type { Field } from '../fields/object-shape.js';
import type { Comparison } from './columns.js';

const DATES = new Set(['date', 'datetime']);

const SENTENCES = {
  'one-of': 'isOneOf',
  'none-of': 'isNoneOf',
  contains: 'holds',
  above: 'isAbove',
  'at-least': 'isAtLeast',
  below: 'isBelow',
  'at-most': 'isAtMost',
  empty: 'isEmpty',
  filled: 'isFilled',
} as const satisfies Record<Comparison, string>;
const DATE_SENTENCES = { ...SENTENCES, above: 'isAfter', 'at-least': 'isFrom', below: 'isBefore', 'at-most': 'isUntil' } as const;

/** The text that says a condition as a sentence. */
export const sentenceOf = (field: Field, comparison: Comparison) => (DATES.has(field.type) ? DATE_SENTENCES : SENTENCES)[comparison];

const WORDS = {
  'one-of': 'opOneOf',
  'none-of': 'opNoneOf',
  contains: 'opContains',
  above: 'opAbove',
  'at-least': 'opAtLeast',
  below: 'opBelow',
  'at-most': 'opAtMost',
  empty: 'opEmpty',
  filled: 'opFilled',
} as const satisfies Record<Comparison, string>;
const DATE_WORDS = { ...WORDS, above: 'opAfter', 'at-least': 'opFrom', below: 'opBefore', 'at-most': 'opUntil' } as const;

/** The text that names a comparison in a list of choices. */
export const wordOf = (field: Field, comparison: Comparison) => (DATES.has(field.type) ? DATE_WORDS : WORDS)[comparison];
