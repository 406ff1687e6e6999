import type { Test } from '../tree/rule-tree.js';
import type { ValueKind } from './vocabulary.js';

const EQUAL = ['is', 'is-not'] as const;
const ORDER = ['above', 'at-least', 'below', 'at-most', 'between'] as const;
const LISTED = ['one-of', 'none-of'] as const;
const FILLING = ['filled', 'blank'] as const;
const TEXT: readonly Test[] = [...EQUAL, 'contains', 'lacks', 'starts', 'ends', ...LISTED, ...FILLING];
const NUMBER: readonly Test[] = [...ORDER, ...EQUAL, ...LISTED, ...FILLING];
const DATE: readonly Test[] = [...ORDER, ...FILLING];
const CHOICE: readonly Test[] = [...EQUAL, ...LISTED, ...FILLING];
const LIST: readonly Test[] = ['contains', 'lacks', ...FILLING];

const BY_KIND: Readonly<Record<ValueKind, readonly Test[]>> = {
  text: TEXT,
  longtext: TEXT,
  email: TEXT,
  phone: TEXT,
  url: TEXT,
  number: NUMBER,
  integer: NUMBER,
  money: NUMBER,
  boolean: ['yes', 'no', ...EQUAL, ...FILLING],
  date: DATE,
  datetime: DATE,
  choice: CHOICE,
  choices: LIST,
  reference: ['filled', 'blank', ...EQUAL],
  person: [...EQUAL, ...FILLING],
  list: LIST,
  json: ['filled', 'blank', 'yes', 'no'],
  any: [...EQUAL, ...ORDER, 'contains', 'lacks', 'one-of', 'none-of', ...FILLING, 'yes', 'no'],
};

/** The tests that make sense for a kind of value; the first is what a new condition begins with. */
export const testsOf = (kind: ValueKind): readonly Test[] => BY_KIND[kind];

/** Kinds whose order is one of time: "after" instead of "greater than". */
export const isTime = (kind: ValueKind): boolean => kind === 'date' || kind === 'datetime';
