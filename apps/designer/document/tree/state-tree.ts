import { pointer, type JsonPointer } from '#kernel';
import type { PipelineDocument, StateDocument, StateKind } from '#pipeline';

/** Names the document itself where a state id is asked for; no state can be called so. */
export const ROOT = '#';

/** A state of the document and where it stands. The document itself is the entry `ROOT`. */
export interface StateEntry {
  readonly id: string;
  readonly key: string;
  readonly state: StateDocument;
  readonly kind: StateKind;
  /** `null` for the root only. */
  readonly parent: string | null;
  readonly children: readonly string[];
  /** Keys from the document down to this state. */
  readonly path: readonly string[];
  readonly at: JsonPointer;
}

/** What a state is, read from its members alone. */
export function kindOf(state: StateDocument): StateKind {
  return state.type ?? (state.states === undefined ? 'atomic' : 'compound');
}

export const idOf = (key: string, state: StateDocument): string => (typeof state.id === 'string' && state.id !== '' ? state.id : key);

/** Every state by id, in document order, the root first. Where two states have one id, the first is meant. */
export class StateTree {
  readonly entries: ReadonlyMap<string, StateEntry>;

  constructor(document: PipelineDocument) {
    const entries = new Map<string, StateEntry>();
    const visit = (id: string, key: string, state: StateDocument, parent: string | null, path: readonly string[], at: JsonPointer): void => {
      const inner = Object.entries(state.states ?? {});
      const children = inner.map(([childKey, child]) => idOf(childKey, child));
      const kind = parent === null && state.type === undefined ? 'compound' : kindOf(state);
      if (!entries.has(id)) entries.set(id, { id, key, state, kind, parent, children, path, at });
      for (const [childKey, child] of inner) visit(idOf(childKey, child), childKey, child, id, [...path, childKey], pointer(at, 'states', childKey));
    };
    visit(ROOT, '', document, null, [], '');
    this.entries = entries;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  get(id: string): StateEntry | undefined {
    return this.entries.get(id);
  }

  /** From the state's parent up to the root. */
  above(id: string): readonly string[] {
    const path: string[] = [];
    for (let at = this.get(id)?.parent ?? null; at !== null; at = this.get(at)?.parent ?? null) path.push(at);
    return path;
  }

  /** True when `inner` lies in `outer` and is not `outer` itself. */
  isWithin(inner: string, outer: string): boolean {
    return inner !== outer && this.above(inner).includes(outer);
  }

  /** The state and everything inside it, in document order. */
  withInner(id: string): readonly string[] {
    return [id, ...(this.get(id)?.children.flatMap((child) => this.withInner(child)) ?? [])];
  }

  /** Those of the states that do not lie inside another of them, in document order. */
  outermost(ids: readonly string[]): readonly string[] {
    const chosen = new Set(ids);
    return [...this.entries.keys()].filter((id) => chosen.has(id) && !this.above(id).some((outer) => chosen.has(outer)));
  }

  /** The innermost state that holds both; `ROOT` where nothing else does. */
  meeting(a: string, b: string): string {
    const around = new Set(this.above(a));
    return this.above(b).find((id) => around.has(id)) ?? ROOT;
  }

  /** True when both can be active at once: they lie in different regions of a parallel state. */
  canBeTogether(a: string, b: string): boolean {
    if (a === b || this.isWithin(a, b) || this.isWithin(b, a)) return false;
    return this.get(this.meeting(a, b))?.kind === 'parallel';
  }
}

const trees = new WeakMap<PipelineDocument, StateTree>();

/** The states of a document, found once a document. */
export function treeOf(document: PipelineDocument): StateTree {
  const known = trees.get(document);
  if (known) return known;
  const tree = new StateTree(document);
  trees.set(document, tree);
  return tree;
}
