import type { Json, Problem } from '#kernel';
import { UserError } from '#kernel';
import { contains, OPERATIONS, type Operation } from './operations.js';
import { checkRuleShape } from './shape.js';
import { costOf, isTruthy, primitive, refuseLength, refuseRule, valueAt, type RuleLimits } from './values.js';

/** One evaluation: its limits, what it may ask, how far it is. */
export class Evaluation {
  #stepsLeft: number;
  constructor(
    readonly limits: RuleLimits,
    readonly inState: ((state: string) => boolean) | undefined,
  ) {
    this.#stepsLeft = limits.steps;
  }
  /** Takes steps from the budget; throws `rule.budget` when it is used up. */
  step(count = 1): void {
    this.#stepsLeft -= count;
    if (this.#stepsLeft < 0)
      refuseRule('rule.budget', `The rule takes more than ${this.limits.steps} steps.`, `规则的计算超过 ${this.limits.steps} 步。`, {
        expected: this.limits.steps,
      });
  }
  isIn(state: unknown): boolean {
    return typeof state === 'string' && this.inState !== undefined && this.inState(state);
  }
}

/** A rule made ready to run; pure, shared, never changed. */
export type Program = (data: unknown, run: Evaluation) => unknown;

const programs = new WeakMap<object, Program>();

/**
 * The program of a rule; made once per rule object, which must not be changed afterwards.
 * Throws UserError with every structural problem (unlisted operator, caps).
 */
export function programOf(rule: Json): Program {
  if (typeof rule !== 'object' || rule === null) return () => rule;
  const known = programs.get(rule);
  if (known) return known;
  const problems = checkRuleShape(rule, '', 'evaluate');
  if (problems.length > 0) throw new UserError('invalid', problems as [Problem, ...Problem[]]);
  const program = build(rule);
  programs.set(rule, program);
  return program;
}

function build(rule: unknown): Program {
  if (Array.isArray(rule)) return listOf(rule.map(build));
  if (typeof rule !== 'object' || rule === null) return () => rule;
  const keys = Object.keys(rule);
  if (keys.length !== 1) return () => rule;
  const name = keys[0] as string;
  const value = (rule as Record<string, unknown>)[name];
  const operands = Array.isArray(value) ? value : [value];
  const special = SPECIAL[name];
  return special ? special(operands) : eager(OPERATIONS[name as keyof typeof OPERATIONS], operands.map(build));
}

function listOf(members: readonly Program[]): Program {
  return (data, run) => {
    run.step();
    return members.map((member) => member(data, run));
  };
}

function eager(operation: Operation, operands: readonly Program[]): Program {
  const [first, second] = operands;
  if (operands.length === 1 && first)
    return (data, run) => {
      const a = first(data, run);
      run.step(1 + costOf(a));
      return operation([a]);
    };
  if (operands.length === 2 && first && second)
    return (data, run) => {
      const a = first(data, run);
      const b = second(data, run);
      run.step(1 + costOf(a) + costOf(b));
      return operation([a, b]);
    };
  return (data, run) => {
    const values = operands.map((operand) => operand(data, run));
    run.step(values.reduce<number>((sum, value) => sum + costOf(value), values.length + 1));
    return operation(values);
  };
}

type Build = (operands: readonly unknown[]) => Program;

/** Operators that decide themselves which operands are evaluated, and on what. */
const SPECIAL: Readonly<Record<string, Build>> = Object.assign(Object.create(null) as Record<string, Build>, {
  var: buildVar,
  missing: buildMissing,
  missing_some: buildMissingSome,
  in: buildIn,
  if: buildIf,
  '?:': buildIf,
  and: (operands) => buildUntil(operands, false),
  or: (operands) => buildUntil(operands, true),
  map: (operands) => loop(operands, (list, member) => list.map(member), []),
  filter: (operands) => loop(operands, (list, member) => list.filter((item) => isTruthy(member(item))), []),
  all: (operands) => loop(operands, (list, member) => list.length > 0 && list.every((item) => isTruthy(member(item))), false),
  some: (operands) => loop(operands, (list, member) => list.some((item) => isTruthy(member(item))), false),
  none: (operands) => loop(operands, (list, member) => !list.some((item) => isTruthy(member(item))), true),
  reduce: buildReduce,
} satisfies Record<string, Build>);

/** A path as its keys; `null` = the whole. */
const keysOf = (path: unknown): readonly string[] | null => (path === undefined || path === null || path === '' ? null : String(primitive(path)).split('.'));

function buildVar(operands: readonly unknown[]): Program {
  const [path, fallback] = operands;
  const otherwise: Program = fallback === undefined ? () => null : build(fallback);
  const read = (keys: readonly string[] | null, data: unknown, run: Evaluation): unknown => {
    if (keys === null) return data;
    const value = valueAt(data, keys);
    return value === undefined ? otherwise(data, run) : value;
  };
  if (typeof path !== 'object' || path === null) {
    const keys = keysOf(path);
    return (data, run) => {
      run.step();
      return read(keys, data, run);
    };
  }
  const computed = build(path);
  return (data, run) => {
    run.step();
    return read(keysOf(computed(data, run)), data, run);
  };
}

const isUnfilled = (data: unknown, key: unknown): boolean => {
  const keys = keysOf(key);
  const value = keys === null ? data : valueAt(data, keys);
  return value === undefined || value === null || value === '';
};

function buildMissing(operands: readonly unknown[]): Program {
  const programs = operands.map(build);
  return (data, run) => {
    run.step();
    const values = programs.map((program) => program(data, run));
    const keys: readonly unknown[] = Array.isArray(values[0]) ? values[0] : values;
    if (keys.length > run.limits.listLength) refuseLength(keys.length, run.limits.listLength);
    return keys.filter((key) => isUnfilled(data, key));
  };
}

function buildMissingSome([need, options]: readonly unknown[]): Program {
  const needed = build(need ?? null);
  const missing = buildMissing([options ?? []]);
  const all = build(options ?? []);
  return (data, run) => {
    const unfilled = missing(data, run) as readonly unknown[];
    const paths = all(data, run);
    const count = Array.isArray(paths) ? paths.length : 1;
    return count - unfilled.length >= Number(needed(data, run)) ? [] : unfilled;
  };
}

/** One operand asks whether that state is active; two are the usual membership. */
function buildIn(operands: readonly unknown[]): Program {
  const programs = operands.map(build);
  const [first] = programs;
  if (programs.length === 1 && first)
    return (data, run) => {
      run.step();
      return run.isIn(first(data, run));
    };
  return eager(contains, programs);
}

function buildIf(operands: readonly unknown[]): Program {
  const programs = operands.map(build);
  return (data, run) => {
    run.step();
    let i = 0;
    for (; i < programs.length - 1; i += 2) {
      if (isTruthy((programs[i] as Program)(data, run))) return (programs[i + 1] as Program)(data, run);
    }
    return i < programs.length ? (programs[i] as Program)(data, run) : null;
  };
}

/** The first operand that counts as `wanted`, else the last. */
function buildUntil(operands: readonly unknown[], wanted: boolean): Program {
  const programs = operands.map(build);
  return (data, run) => {
    run.step();
    let value: unknown = null;
    for (const program of programs) {
      value = program(data, run);
      if (isTruthy(value) === wanted) return value;
    }
    return value;
  };
}

type Turn = (list: readonly unknown[], member: (item: unknown) => unknown) => unknown;

/** A rule for each member of a list; inside, the member is the data. `otherwise` is given for what is no list. */
function loop([source, rule]: readonly unknown[], turn: Turn, otherwise: unknown): Program {
  const list = build(source ?? null);
  const member = build(rule ?? null);
  return (data, run) => {
    run.step();
    const items = list(data, run);
    if (!Array.isArray(items)) return otherwise;
    if (items.length > run.limits.listLength) refuseLength(items.length, run.limits.listLength);
    return turn(items, (item) => {
      run.step();
      return member(item, run);
    });
  };
}

function buildReduce([source, rule, start]: readonly unknown[]): Program {
  const list = build(source ?? null);
  const member = build(rule ?? null);
  const first: Program = start === undefined ? () => null : build(start);
  return (data, run) => {
    run.step();
    const items = list(data, run);
    const initial = first(data, run);
    if (!Array.isArray(items)) return initial;
    if (items.length > run.limits.listLength) refuseLength(items.length, run.limits.listLength);
    let accumulator = initial;
    for (const current of items) {
      run.step();
      accumulator = member({ current, accumulator }, run);
    }
    return accumulator;
  };
}
