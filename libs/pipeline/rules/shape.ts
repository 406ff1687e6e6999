import { pointer, utf8Length } from '#kernel';
import type { JsonPointer, Problem } from '#kernel';
import { OPERATORS, UNLISTED_OPERATORS, type Operator } from './operators.js';
import { RULE_LIMITS } from './values.js';

/**
 * What is structurally wrong with a rule: unlisted operators, caps, forbidden keys; with `author` also wrong numbers of
 * operands and objects that only look like a rule. Empty = nothing. Never throws, stops at the first crossed cap.
 */
export function checkRuleShape(rule: unknown, at: JsonPointer, mode: 'author' | 'evaluate'): Problem[] {
  const walk = new ShapeWalk(mode);
  walk.visit(rule, at, 1);
  return walk.problems;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

class ShapeWalk {
  readonly problems: Problem[] = [];
  #nodes = 0;
  #cut = false;
  constructor(readonly mode: 'author' | 'evaluate') {}

  visit(value: unknown, at: JsonPointer, depth: number): void {
    if (this.#cut) return;
    this.#nodes += 1;
    if (this.#nodes > RULE_LIMITS.nodes) return this.#cap('rule.nodes', at, RULE_LIMITS.nodes, ['values', '个值']);
    if (depth > RULE_LIMITS.depth) return this.#cap('rule.depth', at, RULE_LIMITS.depth, ['levels', '层']);
    if (Array.isArray(value)) return this.#list(value, at, depth);
    if (typeof value === 'object' && value !== null) return this.#object(value as Record<string, unknown>, at, depth);
    if (typeof value === 'string' && utf8Length(value) > RULE_LIMITS.outputBytes)
      return this.#cap('rule.output', at, RULE_LIMITS.outputBytes, ['bytes of text', '字节文本']);
    if (!['string', 'number', 'boolean'].includes(typeof value) && value !== null)
      this.#add('rule.value', at, 'A rule holds JSON values only.', '规则只能包含 JSON 值。');
  }

  #list(list: readonly unknown[], at: JsonPointer, depth: number): void {
    if (list.length > RULE_LIMITS.listLength) return this.#cap('rule.list', at, RULE_LIMITS.listLength, ['members of a list', '项列表成员']);
    list.forEach((member, i) => this.visit(member, pointer(at, i), depth));
  }

  #object(value: Record<string, unknown>, at: JsonPointer, depth: number): void {
    const keys = Object.keys(value);
    for (const key of keys) if (FORBIDDEN.has(key)) this.#add('key.forbidden', pointer(at, key), `The key "${key}" is not allowed.`, `不允许使用键“${key}”。`);
    const [name] = keys;
    if (keys.length !== 1 || name === undefined) return this.#literal(value, keys, at, depth);
    if (FORBIDDEN.has(name)) return;
    const operator = OPERATORS.get(name);
    if (!operator) return this.#unlisted(name, at);
    const operands = value[name];
    if (this.mode === 'author') this.#arity(operator, operands, at);
    if (Array.isArray(operands)) return this.#operands(operands, pointer(at, name), depth);
    this.visit(operands, pointer(at, name), depth + 1);
  }

  /** Operands are no list of their own: they take no level and no node. */
  #operands(operands: readonly unknown[], at: JsonPointer, depth: number): void {
    if (operands.length > RULE_LIMITS.listLength) return this.#cap('rule.list', at, RULE_LIMITS.listLength, ['members of a list', '项列表成员']);
    operands.forEach((operand, i) => this.visit(operand, pointer(at, i), depth + 1));
  }

  /** Several members: a value, not a rule; members are walked for caps only. */
  #literal(value: Record<string, unknown>, keys: readonly string[], at: JsonPointer, depth: number): void {
    const looksLike = keys.find((key) => OPERATORS.has(key));
    if (this.mode === 'author' && looksLike !== undefined)
      this.#add(
        'rule.two-operators',
        at,
        `An object of a rule has one operator; this one has ${keys.length} members, among them "${looksLike}". Put them into one "and".`,
        `规则中的对象只能有一个运算符；此处有 ${keys.length} 个成员，其中有“${looksLike}”。请用一个“and”合并。`,
      );
    for (const key of keys) this.#plain(value[key], pointer(at, key), depth + 1);
  }

  #plain(value: unknown, at: JsonPointer, depth: number): void {
    if (this.#cut) return;
    if (typeof value !== 'object' || value === null) return this.visit(value, at, depth);
    this.#nodes += 1;
    if (this.#nodes > RULE_LIMITS.nodes) return this.#cap('rule.nodes', at, RULE_LIMITS.nodes, ['values', '个值']);
    if (depth > RULE_LIMITS.depth) return this.#cap('rule.depth', at, RULE_LIMITS.depth, ['levels', '层']);
    for (const key of Object.keys(value)) {
      if (FORBIDDEN.has(key)) this.#add('key.forbidden', pointer(at, key), `The key "${key}" is not allowed.`, `不允许使用键“${key}”。`);
      else this.#plain((value as Record<string, unknown>)[key], pointer(at, key), depth + 1);
    }
  }

  #arity(operator: Operator, operands: unknown, at: JsonPointer): void {
    const count = Array.isArray(operands) ? operands.length : 1;
    const [least, most] = operator.arity;
    if (count >= least && count <= most) return;
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    const amount = least === most ? `${least}` : `${least} 到 ${most}`;
    this.#add(
      'rule.arity',
      pointer(at, operator.name),
      `"${operator.name}" takes ${wanted} operands, not ${count}.`,
      `“${operator.name}”需要 ${amount} 个参数，而不是 ${count} 个。`,
      { got: count, expected: wanted },
    );
  }

  #unlisted(name: string, at: JsonPointer): void {
    const reason = Object.hasOwn(UNLISTED_OPERATORS, name) ? UNLISTED_OPERATORS[name] : undefined;
    this.#add(
      'rule.operator',
      pointer(at, name),
      `"${name.slice(0, 80)}" is not an operator of the rule language${reason ? `: ${reason.en}` : ''}.`,
      `“${name.slice(0, 80)}”不是规则语言的运算符${reason ? `：${reason['zh-CN']}` : ''}。`,
      { got: name.slice(0, 80) },
    );
  }

  #cap(code: string, at: JsonPointer, cap: number, [en, zh]: readonly [string, string]): void {
    this.#cut = true;
    this.#add(code, at, `The rule has more than ${cap} ${en}.`, `规则超过 ${cap} ${zh}。`, { expected: cap });
  }

  #add(code: string, at: JsonPointer, en: string, zh: string, more: Pick<Problem, 'got' | 'expected'> = {}): void {
    this.problems.push({ code, at, text: { en, 'zh-CN': zh }, ...more });
  }
}

/** Structural problems of a rule as its author wrote it, each with its place below `at`; empty = fit to evaluate. */
export const parseRule = (rule: unknown, at: JsonPointer): Problem[] => checkRuleShape(rule, at, 'author');
