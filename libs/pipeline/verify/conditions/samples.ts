import { addMs, parseInstant, type Instant, type Json } from '#kernel';
import type { FieldKind } from '../../definition/index.js';
import { isMoment, type Asked } from './variables.js';

/** What is known of the values a path can have. */
export interface PathKind {
  readonly kind: FieldKind | 'unknown';
  /** `choice`: every value there is. */
  readonly options: readonly string[];
}

/** One representative of a set of values that no condition tells apart. */
export interface Sample {
  readonly value: Json;
  /** Of ordered kinds: the set is everything between these bounds; absent = without end. */
  readonly from?: Bound;
  readonly to?: Bound;
}
export interface Bound {
  readonly value: string | number;
  readonly included: boolean;
}

/** The smallest difference between two values; 0 = none. */
const STEPS = { number: 0, integer: 1, money: 0.01 } as const;

/** The values of one path, one sample for each set that the conditions can tell apart; null when that cannot be known. */
export function samplesOf(kind: PathKind, asked: Asked): readonly Sample[] | null {
  const constants = [...asked.constants];
  switch (kind.kind) {
    case 'choice':
      return asked.ordered ? null : kind.options.map((value) => ({ value }));
    case 'boolean':
      return booleans(constants);
    case 'number':
    case 'integer':
    case 'money':
      return numbers(constants, STEPS[kind.kind], asked.claim);
    case 'date':
      return days(constants);
    case 'datetime':
      return moments(constants);
    case 'choices':
    case 'json':
      return null;
    case 'unknown':
      return unknown(constants, asked);
    default:
      return asked.ordered ? null : texts(constants);
  }
}

function unknown(constants: readonly (string | number | boolean)[], asked: Asked): readonly Sample[] | null {
  if (constants.length > 0 && constants.every((c) => typeof c === 'number')) return numbers(constants, 0, asked.claim);
  return asked.ordered ? null : (booleans(constants) ?? texts(constants));
}

type Constants = readonly (string | number | boolean)[];
const booleans = (constants: Constants): readonly Sample[] | null =>
  constants.every((c) => typeof c === 'boolean') ? [{ value: true }, { value: false }] : null;
const texts = (constants: Constants): readonly Sample[] | null =>
  constants.every((c) => typeof c === 'string') ? [...constants.map((value) => ({ value })), other(constants)] : null;

/** A text that is none of these. */
function other(constants: readonly string[]): Sample {
  let value = 'other';
  while (constants.includes(value)) value += '*';
  return { value };
}

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseInstant(value) !== null;

function numbers(constants: readonly (string | number | boolean)[], step: number, claim: boolean): readonly Sample[] | null {
  if (!constants.every((c): c is number => typeof c === 'number')) return null;
  const marks = claim ? [...constants, 0] : constants; // a claim tells 0 from the rest
  const tidy = (n: number): number => (step === 0 ? n : Number((Math.round(n / step) * step).toFixed(2)));
  const between = (a: number, b: number): number | null => {
    const middle = tidy((a + b) / 2);
    if (middle > a && middle < b) return middle;
    const next = tidy(a + step);
    return step > 0 && next > a && next < b ? next : null;
  };
  return ordered(marks, between, (n, side) => tidy(n + side * Math.max(1, step)));
}

/** Each constant, a value between each two neighbours where there is one, and one beyond either end. */
function ordered<V extends string | number>(
  constants: readonly V[],
  between: (a: V, b: V) => V | null,
  beside: (v: V, side: 1 | -1) => V | null,
): Sample[] | null {
  const marks = [...new Set(constants)].sort((a, b) => (a < b ? -1 : 1));
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return null;
  const samples: Sample[] = [];
  const add = (value: V | null, from?: V, to?: V): void => {
    if (value === null) return;
    samples.push({
      value,
      ...(from === undefined ? {} : { from: { value: from, included: false } }),
      ...(to === undefined ? {} : { to: { value: to, included: false } }),
    });
  };
  add(beside(first, -1), undefined, first);
  marks.forEach((mark, i) => {
    samples.push({ value: mark, from: { value: mark, included: true }, to: { value: mark, included: true } });
    const next = marks[i + 1];
    if (next !== undefined) add(between(mark, next), mark, next);
  });
  add(beside(last, 1), last, undefined);
  return samples;
}

const DAY_MS = 86_400_000;
const moved = (instant: Instant, ms: number): Instant | null => {
  try {
    return addMs(instant, ms);
  } catch {
    return null; // outside the years there are
  }
};
const dayBeside = (day: string, side: 1 | -1): string | null => moved(parseInstant(day) as Instant, side * DAY_MS)?.slice(0, 10) ?? null;
const dayBetween = (a: string, b: string): string | null => {
  const next = dayBeside(a, 1);
  return next !== null && next < b ? next : null;
};
const momentBeside = (moment: string, side: 1 | -1): string | null => moved(moment as Instant, side * 1000);
const momentBetween = (a: string, b: string): string | null => {
  const next = moved(a as Instant, 1);
  return next !== null && next < b ? next : null;
};

const days = (constants: Constants): readonly Sample[] | null => (constants.every(isDate) ? ordered(constants, dayBetween, dayBeside) : null);
const moments = (constants: Constants): readonly Sample[] | null =>
  constants.every((c): c is string => typeof c === 'string' && isMoment(c)) ? ordered(constants, momentBetween, momentBeside) : null;
