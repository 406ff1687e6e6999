import { parseInstant, type Json, type JsonObject } from '#kernel';
import type { Rule } from '../../definition/index.js';

/** What a condition asks of one path. */
export interface Asked {
  readonly constants: Set<string | number | boolean>;
  /** Compared by order with a constant, not only for equality. */
  ordered: boolean;
  /** Asked whether it is filled. */
  emptiness: boolean;
  /** Stands alone as a claim: true or false. */
  claim: boolean;
}

/** What conditions of the analysable fragment read. */
export interface Reads {
  readonly paths: Map<string, Asked>;
  /** Two paths compared with each other. */
  readonly pairs: Map<string, readonly [string, string]>;
  readonly states: Set<string>;
}

export const noReads = (): Reads => ({ paths: new Map(), pairs: new Map(), states: new Set() });

/**
 * Collects what a condition reads. False when it uses anything beyond and, or, not, if, comparisons of a path with a
 * constant or another path, membership in a list of constants, tests for being filled, and `{ "in": STATE }`:
 * then nothing is known of it.
 */
export function collectReads(rule: Rule, reads: Reads): boolean {
  if (rule === null || typeof rule !== 'object') return true;
  const [name, operands] = single(rule);
  const collect = name !== null && Object.hasOwn(COLLECTORS, name) ? COLLECTORS[name] : undefined;
  return collect?.(operands, reads, rule) ?? false;
}

type Collector = (operands: readonly Json[], reads: Reads, rule: Rule) => boolean;

const each: Collector = (operands, reads) => operands.every((operand) => collectReads(operand, reads));
const equality: Collector = (operands, reads) => operands.length === 2 && comparison(operands[0], operands[1], reads, false);
const order: Collector = (operands, reads) => operands.slice(1).every((right, i) => comparison(operands[i], right, reads, true));

/** The analysable operators; each says false where its operands lead out of the fragment. */
const COLLECTORS: Readonly<Record<string, Collector>> = {
  and: each,
  or: each,
  '!': each,
  if: each,
  '?:': each,
  '!!': (operands, reads) => operands.length === 1 && (isFilled(operands[0], reads) || collectReads(operands[0] ?? null, reads)),
  var: (_operands, reads, rule) => claimOf(rule, reads),
  is_blank: ([operand], reads) => emptinessOf(operand, reads),
  missing: (operands, reads) => operands.every((path) => typeof path === 'string' && markEmptiness(path, reads)),
  in: (operands, reads) => membership(operands, reads),
  '==': equality,
  '===': equality,
  '!=': equality,
  '!==': equality,
  '<': order,
  '<=': order,
  '>': order,
  '>=': order,
};

function single(rule: Json): readonly [string | null, readonly Json[]] {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return [null, []];
  const keys = Object.keys(rule);
  const [name] = keys;
  if (keys.length !== 1 || name === undefined) return [null, []];
  const value = (rule as JsonObject)[name] as Json;
  return [name, Array.isArray(value) ? value : [value]];
}

/** The literal path of `{ "var": PATH }`; a path with a default is outside the fragment. */
function pathOf(operand: Json | undefined): string | null {
  if (operand === undefined) return null;
  const [name, operands] = single(operand);
  const [path] = operands;
  return name === 'var' && operands.length === 1 && typeof path === 'string' && path !== '' ? path : null;
}

function asked(path: string, reads: Reads): Asked {
  const known = reads.paths.get(path);
  if (known) return known;
  const fresh: Asked = { constants: new Set(), ordered: false, emptiness: false, claim: false };
  reads.paths.set(path, fresh);
  return fresh;
}

function markEmptiness(path: string, reads: Reads): boolean {
  asked(path, reads).emptiness = true;
  return true;
}

function emptinessOf(operand: Json | undefined, reads: Reads): boolean {
  const path = pathOf(operand);
  return path !== null && markEmptiness(path, reads);
}

/** Whether a value counts as true is also whether it is filled; of numbers 0 does not count. */
const isFilled = (operand: Json | undefined, reads: Reads): boolean => emptinessOf(operand, reads) && claimOf(operand ?? null, reads);

function claimOf(rule: Json, reads: Reads): boolean {
  const path = pathOf(rule);
  if (path === null) return false;
  asked(path, reads).claim = true;
  return true;
}

function comparison(left: Json | undefined, right: Json | undefined, reads: Reads, ordered: boolean): boolean {
  const [a, b] = [pathOf(left), pathOf(right)];
  if (a !== null && b !== null) {
    if (a === b) return false;
    const key = [a, b].sort().join('\n');
    reads.pairs.set(key, a < b ? [a, b] : [b, a]);
    return true;
  }
  const path = a ?? b;
  const constant = a === null ? left : right;
  if (typeof constant === 'object' && constant !== null) return false;
  if (path === null) return constant !== undefined;
  if (constant === null && !ordered) return markEmptiness(path, reads);
  return constant !== null && constant !== undefined && addConstant(path, constant, reads, ordered);
}

function addConstant(path: string, constant: string | number | boolean, reads: Reads, ordered: boolean): boolean {
  const entry = asked(path, reads);
  entry.constants.add(constant);
  entry.ordered ||= ordered;
  return true;
}

function membership(operands: readonly Json[], reads: Reads): boolean {
  const [needle, list] = operands;
  if (operands.length === 1 && typeof needle === 'string') {
    reads.states.add(needle);
    return true;
  }
  const path = pathOf(needle);
  if (path === null || !Array.isArray(list) || operands.length !== 2) return false;
  return list.every((member: Json) => member !== null && typeof member !== 'object' && addConstant(path, member, reads, false));
}

/** A moment in the one form in which text order is time order. */
export const isMoment = (text: string): boolean => parseInstant(text) === text;
