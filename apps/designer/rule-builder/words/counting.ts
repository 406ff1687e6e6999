import { epochMs, instantAt, parseDuration, type Json } from '#kernel';
import type { Rule } from '#pipeline';
import { readRule } from '../tree/read-rule.js';
import type { Comparison, Operand, RuleGroup, RuleNode, StateTest, Test } from '../tree/rule-tree.js';
import { variableAt, type ValueKind, type Vocabulary } from './vocabulary.js';

/** Conditions of a record filter that must all hold, with the sign by which its count is added. */
export interface CountTerm {
  readonly sign: 1 | -1;
  readonly conditions: readonly string[];
}

/** More questions than this are not asked for one count. */
const MAX_TERMS = 12;
const ONE: CountTerm = { sign: 1, conditions: [] };

/**
 * The record filters whose counts, added by their signs, give how many records a rule holds for; `null` when a filter cannot
 * ask what the rule asks. Every condition counts as 0 or 1, so that `and` is a product and `not` is one minus it
 * (inclusion and exclusion). `now` in milliseconds.
 */
export function countTerms(rule: Rule | null, vocabulary: Vocabulary, now: number): readonly CountTerm[] | null {
  try {
    return new Counting(vocabulary, now).group(readRule(rule));
  } catch (error) {
    if (error instanceof NotCountable) return null;
    throw error;
  }
}

class NotCountable extends Error {}
const give = (): never => {
  throw new NotCountable();
};

class Counting {
  constructor(
    readonly vocabulary: Vocabulary,
    readonly now: number,
  ) {}

  group({ join, parts }: RuleGroup): readonly CountTerm[] {
    const terms = parts.map((part) => this.node(part));
    switch (join) {
      case 'all':
        return terms.reduce(both, [ONE]);
      case 'not-all':
        return not(terms.reduce(both, [ONE]));
      case 'none':
        return terms.map(not).reduce(both, [ONE]);
      case 'any':
        return not(terms.map(not).reduce(both, [ONE]));
    }
  }

  node(node: RuleNode): readonly CountTerm[] {
    switch (node.kind) {
      case 'group':
        return this.group(node);
      case 'state':
        return this.state(node);
      case 'comparison':
        return this.comparison(node);
      case 'foreign':
        return give();
    }
  }

  /** Only a stage is known of a record from outside. */
  state({ state, isActive }: StateTest): readonly CountTerm[] {
    if (!this.vocabulary.states.some(({ id, isStage }) => id === state && isStage)) return give();
    const terms = one(`stage=${quoted(state)}`);
    return isActive ? terms : not(terms);
  }

  comparison(comparison: Comparison): readonly CountTerm[] {
    const { path, test, operands } = comparison;
    const name = path.startsWith('record.') ? path.slice('record.'.length) : give();
    const variable = variableAt(path, this.vocabulary);
    if (!variable.field) return give();
    const [first, second] = operands.map((operand) => this.operand(operand, variable.kind));
    switch (test) {
      case 'filled':
        return one(`${name}!=`);
      case 'blank':
        return one(`${name}=`);
      case 'yes':
        return variable.kind === 'boolean' ? one(`${name}=true`) : NUMBERS.has(variable.kind) ? one(`${name}!=`, `${name}!=0`) : one(`${name}!=`);
      case 'no':
        return not(this.comparison({ ...comparison, test: 'yes' }));
      case 'between':
        return both(this.order(name, '>=', first, variable.kind), this.order(name, '<=', second, variable.kind));
      default:
        return this.single(name, test, first, variable.kind);
    }
  }

  /** Tests with one value. */
  single(name: string, test: Test, value: string | undefined, kind: ValueKind): readonly CountTerm[] {
    const order = SIGNS[test];
    if (order !== undefined) return this.order(name, order, value, kind);
    const sign = EQUALITIES[test] ?? (kind === 'choices' ? LIST_EQUALITIES[test] : undefined);
    return sign === undefined || value === undefined ? give() : one(`${name}${sign}${value}`);
  }

  /** An unfilled number counts as 0 in a rule, and is in no range of a filter. */
  order(name: string, sign: string, value: string | undefined, kind: ValueKind): readonly CountTerm[] {
    if (value === undefined) return give();
    if (!NUMBERS.has(kind)) return kind === 'date' || kind === 'datetime' ? one(`${name}${this.daySign(sign, value, kind)}`) : give();
    const zeroFits = COMPARE[sign]?.(0, Number(value)) ?? false;
    return zeroFits ? [...one(`${name}${sign}${value}`), ...one(`${name}=`)] : one(`${name}${sign}${value}`);
  }

  /** A date is the midnight that begins it (UTC): before noon of a day means up to that day. */
  daySign(sign: string, value: string, kind: ValueKind): string {
    if (kind === 'datetime' || value.length <= 10 || value.includes('T00:00:00.000Z')) return `${sign}${kind === 'date' ? value.slice(0, 10) : value}`;
    return `${sign.startsWith('<') ? '<=' : '>'}${value.slice(0, 10)}`;
  }

  operand(operand: Operand, kind: ValueKind): string {
    switch (operand.kind) {
      case 'value':
        return Array.isArray(operand.value) ? listed(operand.value as readonly Json[]) : scalar(operand.value);
      case 'from-now':
        return this.moment(operand.duration);
      case 'variable':
        return operand.path === 'now' && (kind === 'date' || kind === 'datetime') ? instantAt(this.now) : give();
    }
  }

  /** By days of 24 hours, in UTC: for a count that is said to be of now. */
  moment(text: string): string {
    const length = parseDuration(text.replace(/^-/, ''));
    if (!length || length.years + length.months > 0) return give();
    const ms = length.days * 86_400_000 + length.exactMs;
    return instantAt(epochMs(instantAt(this.now)) + (text.startsWith('-') ? -ms : ms));
  }
}

const NUMBERS: ReadonlySet<ValueKind> = new Set(['number', 'integer', 'money']);
const EQUALITIES: Readonly<Record<string, string>> = { is: '=', 'is-not': '!=', 'one-of': '=', 'none-of': '!=' };
const LIST_EQUALITIES: Readonly<Record<string, string>> = { contains: '=', lacks: '!=' };
const SIGNS: Readonly<Record<string, string>> = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' };
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

const one = (...conditions: readonly string[]): readonly CountTerm[] => [{ sign: 1, conditions }];
const not = (terms: readonly CountTerm[]): readonly CountTerm[] =>
  gathered([ONE, ...terms.map((term): CountTerm => ({ ...term, sign: term.sign === 1 ? -1 : 1 }))]);

const both = (left: readonly CountTerm[], right: readonly CountTerm[]): readonly CountTerm[] =>
  gathered(
    left.flatMap((a) =>
      right.map((b): CountTerm => ({ sign: a.sign === b.sign ? 1 : -1, conditions: [...new Set([...a.conditions, ...b.conditions])].sort() })),
    ),
  );

/** Terms of the same conditions taken together. */
function gathered(terms: readonly CountTerm[]): readonly CountTerm[] {
  const sums = new Map<string, { readonly conditions: readonly string[]; readonly sum: number }>();
  for (const { conditions, sign } of terms) {
    const key = conditions.join(';');
    sums.set(key, { conditions, sum: (sums.get(key)?.sum ?? 0) + sign });
  }
  const left = [...sums.values()].flatMap(({ conditions, sum }) =>
    Array.from({ length: Math.abs(sum) }, (): CountTerm => ({ sign: sum > 0 ? 1 : -1, conditions })),
  );
  return left.length > MAX_TERMS ? give() : left;
}

function scalar(value: Json): string {
  if (value === null || value === '' || typeof value === 'object') return give();
  return typeof value === 'string' ? quoted(value) : String(value);
}
const listed = (values: readonly Json[]): string => (values.length === 0 ? give() : values.map(scalar).join(','));
const quoted = (text: string): string => (/^[\w.:+-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
