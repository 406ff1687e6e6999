import { canonicalJson, isJsonObject, type Json } from '#kernel';
import type { Action } from '../definition/index.js';
import { operatorOf } from '../rules/index.js';

/** What actions do that other parts of the pipeline can notice. */
export interface Consequences {
  /** Data paths that are set: `record.score`, `vars.tries`. */
  readonly sets: ReadonlySet<string>;
  /** Of those, the ones whose last value is written in the document. */
  readonly literals: ReadonlyMap<string, Json>;
  /** For each path the values it may be given, as canonical JSON; null when one of them is computed. */
  readonly values: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly raises: ReadonlySet<string>;
}

const ROOTS: Readonly<Record<string, string>> = { 'record.set': 'record', 'vars.set': 'vars' };

/** `pipeline` is the key under which a signal would come back to this very pipeline. */
export function consequencesOf(actions: readonly Action[], pipeline: string): Consequences {
  const sets = new Set<string>();
  const literals = new Map<string, Json>();
  const raises = new Set<string>();
  const values = new Map<string, ReadonlySet<string> | null>();
  for (const action of actions) {
    const root = ROOTS[action.do];
    if (!isJsonObject(action.with)) continue;
    if (root !== undefined)
      for (const [name, value] of Object.entries(action.with)) {
        sets.add(`${root}.${name}`);
        if (isLiteral(value) && action.if === null) literals.set(`${root}.${name}`, value);
        else literals.delete(`${root}.${name}`);
        addValues(values, `${root}.${name}`, isLiteral(value) ? new Set([canonicalJson(value)]) : null);
      }
    const { event, pipeline: to } = action.with;
    if (typeof event === 'string' && (action.do === 'raise' || (action.do === 'run.signal' && to === pipeline))) raises.add(event);
  }
  return { sets, literals, values, raises };
}

/** Joins what a path may be given from several places. */
export function addValues(values: Map<string, ReadonlySet<string> | null>, path: string, more: ReadonlySet<string> | null): void {
  const known = values.get(path);
  values.set(path, known === null || more === null ? null : new Set([...(known ?? []), ...more]));
}

function isLiteral(value: Json): boolean {
  if (typeof value === 'string') return !value.includes('{{');
  if (typeof value !== 'object' || value === null) return true;
  if (operatorOf(value)) return false;
  return Object.values(value).every((member) => isLiteral(member as Json));
}

/** Groups of nodes that can all reach each other again, and single nodes that reach themselves (Tarjan 1972). */
export function cyclesOf<N>(nodes: readonly N[], next: (node: N) => Iterable<N>): N[][] {
  const index = new Map<N, number>();
  const low = new Map<N, number>();
  const stack: N[] = [];
  const open = new Set<N>();
  const cycles: N[][] = [];
  const visit = (node: N): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    open.add(node);
    let toItself = false;
    for (const to of next(node)) {
      toItself ||= to === node;
      if (!index.has(to)) visit(to);
      if (open.has(to)) low.set(node, Math.min(low.get(node) as number, low.get(to) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    for (const member of group) open.delete(member);
    if (group.length > 1 || toItself) cycles.push(group);
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return cycles;
}
