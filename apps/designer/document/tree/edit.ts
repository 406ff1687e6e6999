import type { PipelineDocument, StateDocument } from '#pipeline';
import { DOCUMENT_ORDER, STATE_ORDER, withMember } from './members.js';
import { ROOT, treeOf } from './state-tree.js';

/** The document with one state changed; every other state stays the same object. An unknown id changes nothing. */
export function updateState(document: PipelineDocument, id: string, change: (state: StateDocument) => StateDocument): PipelineDocument {
  const entry = treeOf(document).get(id);
  return entry ? (updateAt(document, entry.path, change) as PipelineDocument) : document;
}

function updateAt(state: StateDocument, path: readonly string[], change: (state: StateDocument) => StateDocument): StateDocument {
  const [key, ...rest] = path;
  if (key === undefined) return change(state);
  const child = state.states?.[key];
  if (!state.states || !child) return state;
  return withMember(state, 'states', withMember(state.states, key, updateAt(child, rest, change)));
}

/** The document with every state mapped, the innermost first, the document itself last. */
export function mapStates(document: PipelineDocument, change: (state: StateDocument) => StateDocument): PipelineDocument {
  const visit = (state: StateDocument): StateDocument => {
    if (!state.states) return change(state);
    let states = state.states;
    for (const [key, child] of Object.entries(state.states)) {
      const next = visit(child);
      if (next !== child) states = states === state.states ? { ...states, [key]: next } : Object.assign(states, { [key]: next });
    }
    return change(withMember(state, 'states', states));
  };
  return visit(document) as PipelineDocument;
}

/** The order of members that fits a state, or the document itself. */
export const orderOf = (id: string): readonly string[] => (id === ROOT ? DOCUMENT_ORDER : STATE_ORDER);

/** The document with the inner states of one state exchanged; none at all makes it a state without inside. */
export function withChildren(document: PipelineDocument, parent: string, states: Readonly<Record<string, StateDocument>>): PipelineDocument {
  return updateState(document, parent, (state) => {
    if (Object.keys(states).length > 0 || parent === ROOT) return withMember(state, 'states', states, orderOf(parent));
    const bare = withMember(withMember(withMember(state, 'states', undefined), 'initial', undefined), 'onDone', undefined);
    return bare.type === 'parallel' ? withMember(bare, 'type', undefined) : bare;
  });
}

/**
 * Puts right where entering leads: of a compound state the named states that lie inside it, or its first child that is no
 * history state. Only the given states are looked at; what is right stays.
 */
export function repairInitial(document: PipelineDocument, ids: Iterable<string>): PipelineDocument {
  let result = document;
  for (const id of ids) {
    const tree = treeOf(result);
    const entry = tree.get(id);
    if (!entry) continue;
    if (entry.kind !== 'compound') continue;
    const named = [entry.state.initial ?? []].flat();
    const inside = named.filter((name) => tree.isWithin(name, id));
    if (inside.length > 0 && inside.length === named.length) continue;
    const first = entry.children.find((child) => tree.get(child)?.kind !== 'history') ?? entry.children[0];
    const initial = inside.length > 0 ? (inside.length === 1 ? inside[0] : inside) : first;
    result = updateState(result, id, (state) => withMember(state, 'initial', initial, orderOf(id)));
  }
  return result;
}
