import { pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import { callOf } from './call.js';
import { valueAt } from './values.js';

export interface RulePaths {
  /** Every literal path the rule can read from its data, sorted, each once. Paths inside a loop's rule are the member's own and not listed. */
  readonly paths: readonly string[];
  /** Where a path is computed, or the whole data are read: what will be read is not known beforehand. */
  readonly computed: readonly JsonPointer[];
}

const known = new WeakMap<object, RulePaths>();
const NONE: RulePaths = { paths: [], computed: [] };

/** What a rule can read; found once per rule object, which must not be changed afterwards. Never throws on a parsed rule. */
export function pathsOf(rule: Json): RulePaths {
  if (typeof rule !== 'object' || rule === null) return NONE;
  const before = known.get(rule);
  if (before) return before;
  const paths = new Set<string>();
  const computed: JsonPointer[] = [];
  collect(rule, '', { paths, computed });
  const found: RulePaths = { paths: [...paths].sort(), computed };
  known.set(rule, found);
  return found;
}

interface Found {
  readonly paths: Set<string>;
  readonly computed: JsonPointer[];
}

function collect(rule: Json, at: JsonPointer, found: Found): void {
  if (Array.isArray(rule)) return rule.forEach((member: Json, i) => collect(member, pointer(at, i), found));
  const call = callOf(rule);
  if (!call) return;
  const { operator, operands } = call;
  const { name } = operator;
  const place = (n: number): JsonPointer => call.place(at, n);
  if (name === 'var') collectVar(operands, place, found);
  else if (name === 'missing') collectKeys(operands.length === 1 && Array.isArray(operands[0]) ? operands[0] : operands, place(0), found);
  else if (name === 'missing_some') collectMissingSome(operands, place, found);
  // A loop's rule sees the member only: nothing of the data is read in it.
  else operands.forEach((operand, n) => (operator.takes === 'loop' && n === 1 ? undefined : collect(operand, place(n), found)));
}

function collectVar(operands: readonly Json[], place: (n: number) => JsonPointer, found: Found): void {
  const [path, fallback] = operands;
  if (isLiteralPath(path)) found.paths.add(String(path));
  else {
    found.computed.push(place(0));
    if (path !== undefined) collect(path, place(0), found);
  }
  if (fallback !== undefined) collect(fallback, place(1), found);
}

function collectMissingSome([need, options]: readonly Json[], place: (n: number) => JsonPointer, found: Found): void {
  if (need !== undefined) collect(need, place(0), found);
  collectKeys(Array.isArray(options) ? options : [options ?? null], place(1), found);
}

function collectKeys(keys: readonly Json[], at: JsonPointer, found: Found): void {
  for (const key of keys) {
    if (isLiteralPath(key)) found.paths.add(String(key));
    else {
      found.computed.push(at);
      collect(key, at, found);
    }
  }
}

const isLiteralPath = (path: Json | undefined): path is string | number => (typeof path === 'string' && path !== '') || typeof path === 'number';

/** The values a rule reads, by path; null where there is none. Own properties only. */
export function readsOf(rule: Json, data: unknown): JsonObject {
  return readPaths(pathsOf(rule).paths, data);
}

/** The values at these paths, by path; null where there is none. */
export function readPaths(paths: readonly string[], data: unknown): JsonObject {
  return Object.fromEntries(paths.map((path) => [path, (valueAt(data, path.split('.')) ?? null) as Json]));
}

export interface NamedState {
  readonly state: string;
  /** Below the rule or template. */
  readonly at: JsonPointer;
}

/** Every `{ "in": STATE }` of a rule or template that names its state literally, also inside loops. */
export function statesIn(rule: Json): readonly NamedState[] {
  const found: NamedState[] = [];
  findStates(rule, [], found);
  return found;
}

function findStates(value: Json, way: (string | number)[], found: NamedState[]): void {
  if (typeof value !== 'object' || value === null) return;
  const list = Array.isArray(value);
  const keys = Object.keys(value);
  if (!list && keys.length === 1 && keys[0] === 'in') {
    const asked = (value as JsonObject)['in'];
    const only: unknown = Array.isArray(asked) && asked.length === 1 ? asked[0] : asked;
    if (typeof only === 'string') found.push({ state: only, at: pointer('', ...way, 'in', ...(only === asked ? [] : [0])) });
  }
  for (const key of keys) {
    way.push(key);
    findStates((value as JsonObject)[key] as Json, way, found);
    way.pop();
  }
}
