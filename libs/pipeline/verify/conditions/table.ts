import type { Json, JsonObject } from '#kernel';
import type { Rule } from '../../definition/index.js';
import { ruleHolds } from '../../rules/index.js';
import { samplesOf, type PathKind, type Sample } from './samples.js';
import { collectReads, noReads, type Asked, type Reads } from './variables.js';

/** One thing the conditions read, with its samples: a path, two paths compared with each other, or a state. */
export interface Variable {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** Only of paths: puts the sample's value into the data. */
  readonly paths: readonly string[];
}

/** Every combination of values that a group of conditions can tell apart, with which of them hold in it. */
export interface TruthTable {
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  /** Some condition asks for an active state: which combinations of states can be is not looked at. */
  readonly asksStates: boolean;
}
export interface Row {
  /** Index of the sample of each variable. */
  readonly at: readonly number[];
  readonly holds: readonly boolean[];
}

const MAX_ROWS = 4_096;

/**
 * The truth table of conditions, exact by evaluating them on one representative of each cell; null when one of them
 * leaves the analysable fragment or there are too many cells. `empty`: `any` looks at unfilled values too, `asked` only
 * where a condition asks whether the value is filled.
 */
export function truthTable(rules: readonly Rule[], kindOf: (path: string) => PathKind, empty: 'any' | 'asked'): TruthTable | null {
  const reads = noReads();
  if (!rules.every((rule) => collectReads(rule, reads))) return null;
  const variables = variablesOf(reads, kindOf, empty);
  if (variables === null) return null;
  const count = variables.reduce((n, v) => n * v.samples.length, 1);
  if (count > MAX_ROWS) return null;
  const rows = Array.from({ length: count }, (_, n) => rowAt(n, variables, rules));
  return rows.includes(null) ? null : { variables, rows: rows as Row[], asksStates: reads.states.size > 0 };
}

function variablesOf(reads: Reads, kindOf: (path: string) => PathKind, empty: 'any' | 'asked'): Variable[] | null {
  const variables: Variable[] = [];
  for (const [path, asked] of reads.paths) {
    const variable = isReadTwice(path, reads) ? null : pathVariable(path, asked, kindOf(path), empty);
    if (variable === null) return null;
    variables.push(variable);
  }
  for (const pair of reads.pairs.values()) {
    const variable = pairVariable(pair, reads, kindOf, empty);
    if (variable === null) return null;
    variables.push(variable);
  }
  for (const state of reads.states) variables.push({ name: `in ${state}`, paths: [], samples: [{ value: true }, { value: false }] });
  return variables;
}

function pathVariable(path: string, asked: Asked, kind: PathKind, empty: 'any' | 'asked'): Variable | null {
  const onlyFilled = (asked.emptiness || asked.claim) && !asked.ordered && asked.constants.size === 0;
  const samples = samplesOf(kind, asked) ?? (onlyFilled ? [FILLED] : null);
  if (samples === null) return null;
  // A claim about a text asks whether there is one.
  const asksEmpty = asked.emptiness || (asked.claim && !NUMERIC.has(kind.kind) && kind.kind !== 'boolean');
  return { name: path, paths: [path], samples: empty === 'any' || asksEmpty ? [...samples, { value: null }] : samples };
}

const FILLED: Sample = { value: 'something' };

/** The path is part of another path that is read, or of a comparison of paths: the values are not free of each other. */
function isReadTwice(path: string, reads: Reads): boolean {
  if ([...reads.pairs.values()].some((pair) => pair.includes(path))) return true;
  return [...reads.paths.keys()].some((other) => other.startsWith(`${path}.`));
}

const NUMERIC = new Set(['number', 'integer', 'money']);

function pairVariable(pair: readonly [string, string], reads: Reads, kindOf: (path: string) => PathKind, empty: 'any' | 'asked'): Variable | null {
  const shared = [...reads.pairs.values()].filter((p) => p.some((path) => pair.includes(path)));
  const [a, b] = pair.map((path) => kindOf(path).kind) as [PathKind['kind'], PathKind['kind']];
  const low =
    NUMERIC.has(a) && NUMERIC.has(b)
      ? [1, 2]
      : a === b && a === 'date'
        ? ['2001-01-01', '2001-01-02']
        : a === b && a === 'datetime'
          ? ['2001-01-01T00:00:00.000Z', '2001-01-02T00:00:00.000Z']
          : null;
  if (shared.length > 1 || low === null) return null;
  const [small, large] = low as [Json, Json];
  const values: Json[] = [
    [small, large],
    [small, small],
    [large, small],
  ];
  if (empty === 'any') values.push([null, large], [small, null], [null, null]);
  return { name: pair.join(' / '), paths: pair, samples: values.map((value) => ({ value })) };
}

function rowAt(n: number, variables: readonly Variable[], rules: readonly Rule[]): Row | null {
  const data: Record<string, Json> = {};
  const active = new Set<string>();
  const at: number[] = [];
  let rest = n;
  for (const variable of variables) {
    const index = rest % variable.samples.length;
    rest = Math.floor(rest / variable.samples.length);
    at.push(index);
    const value = variable.samples[index]?.value ?? null;
    if (variable.paths.length === 0 && value === true) active.add(variable.name.slice(3));
    if (variable.paths.length === 1) put(data, variable.paths[0] as string, value);
    if (variable.paths.length === 2) variable.paths.forEach((path, i) => put(data, path, (value as Json[])[i] ?? null));
  }
  try {
    return { at, holds: rules.map((rule) => ruleHolds(rule, data as JsonObject, { inState: (state) => active.has(state) })) };
  } catch {
    return null; // the rule cannot be evaluated: nothing is known of it
  }
}

function put(data: Record<string, Json>, path: string, value: Json): void {
  const keys = path.split('.');
  let place = data;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, Json>) : {};
    define(place, key, next as Json);
    place = next;
  }
  define(place, keys.at(-1) as string, value);
}

/** Own property whatever the key is called. */
const define = (target: object, key: string, value: Json): void => {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
};
