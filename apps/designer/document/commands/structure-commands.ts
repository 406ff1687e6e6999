import type { PipelineDocument, StateDocument, StateKind } from '#pipeline';
import { mayChangeKind, mayDrop } from '../allowed/structure.js';
import { mapStates, orderOf, repairInitial, updateState, withChildren } from '../tree/edit.js';
import { freshId, freshName } from '../tree/fresh-id.js';
import { membersNotOn } from '../tree/kinds.js';
import { withMember } from '../tree/members.js';
import { ROOT, treeOf, type StateEntry, type StateTree } from '../tree/state-tree.js';
import { asTarget, targetsOf } from '../tree/transitions.js';
import { withPositions, type Placement } from '../tree/placement.js';
import { done, noState, type Outcome } from './outcome.js';
import { detached, removeStates } from './state-commands.js';

/** Makes a state another kind; what the new kind cannot have is taken away (see `mayChangeKind`). */
export interface ChangeKind {
  readonly kind: 'state.change-kind';
  readonly id: string;
  readonly to: StateKind;
}

/** Moves states into another one, or to another place among their siblings, with all that is inside and every reference. */
export interface MoveStates {
  readonly kind: 'state.move';
  readonly ids: readonly string[];
  readonly parent: string;
  /** Place among the children that stay; the end when absent. */
  readonly index?: number;
  /** Where they are drawn in the new parent; a state that changes its parent without one is placed anew. */
  readonly positions?: Readonly<Record<string, Placement>>;
}

export type StructureCommand = ChangeKind | MoveStates;

export function changeKind(document: PipelineDocument, { id, to }: ChangeKind): Outcome {
  const answer = mayChangeKind(document, id, to);
  if (!answer.ok) return answer;
  const entry = treeOf(document).get(id) as StateEntry;
  if (entry.kind === to) return done(document);
  const keepsInside = to === 'compound' || to === 'parallel';
  if (!keepsInside && entry.children.length > 0) {
    const emptied = removeStates(document, { kind: 'state.remove', ids: entry.children });
    return emptied.ok ? done(ofKind(emptied.value, id, to)) : emptied;
  }
  const withInside = keepsInside && entry.children.length === 0 ? withFirstChildren(document, id, to) : document;
  return done(ofKind(withInside, id, to));
}

function withFirstChildren(document: PipelineDocument, id: string, kind: StateKind): PipelineDocument {
  const first = freshId(document, `${id}-1`);
  const second = freshId(document, `${id}-2`, new Set([first]));
  return withChildren(document, id, kind === 'parallel' ? { [first]: {}, [second]: {} } : { [first]: {} });
}

function ofKind(document: PipelineDocument, id: string, kind: StateKind): PipelineDocument {
  const order = orderOf(id);
  const changed = updateState(document, id, (state) => {
    const bare = membersNotOn(kind).reduce<StateDocument>((result, member) => withMember(result, member, undefined), state);
    return withMember(bare, 'type', kind === 'atomic' || kind === 'compound' ? undefined : kind, order);
  });
  const parent = treeOf(changed).get(id)?.parent;
  const inner = repairInitial(changed, [id]);
  return kind === 'history' && typeof parent === 'string' ? withoutHistoryInitial(inner, parent, id) : inner;
}

/** Entering cannot lead to a history state that has no default. */
function withoutHistoryInitial(document: PipelineDocument, parent: string, id: string): PipelineDocument {
  const tree = treeOf(document);
  const entry = tree.get(parent) as StateEntry;
  if (![entry.state.initial ?? []].flat().includes(id)) return document;
  const other = entry.children.find((child) => tree.get(child)?.kind !== 'history');
  return other === undefined ? document : updateState(document, parent, (state) => withMember(state, 'initial', other, orderOf(parent)));
}

export function moveStates(document: PipelineDocument, command: MoveStates): Outcome {
  const { ids, parent } = command;
  const answer = mayDrop(document, ids, parent);
  if (!answer.ok) return answer;
  const tree = treeOf(document);
  if (!tree.has(parent)) return noState(parent);
  const outer = tree.outermost(ids);
  // The order of the command is the order among the siblings.
  const ordered = ids.filter((id) => outer.includes(id));
  const coming = ordered.filter((id) => tree.get(id)?.parent !== parent);
  const placed = placeIn(detached(document, coming), ordered, command, tree);
  const touched = new Set([parent, ...tree.above(parent), ...coming.flatMap((id) => tree.above(id))]);
  const repaired = withoutOutsideDefaults(repairInitial(placed, touched));
  const forgotten = Object.fromEntries(coming.map((id) => [id, null]));
  return done(withPositions(repaired, { ...forgotten, ...command.positions }));
}

/** The states put among the children of the parent; a key that is taken there gives way, the id stays. */
function placeIn(document: PipelineDocument, ids: readonly string[], { parent, index }: MoveStates, before: StateTree): PipelineDocument {
  const own = before.get(parent)?.kind;
  const children = treeOf(document).get(parent)?.state.states ?? {};
  const comers = ids.map((id) => before.get(id) as StateEntry);
  const keys = new Set(comers.filter((entry) => entry.parent === parent).map((entry) => entry.key));
  const staying = Object.entries(children).filter(([key]) => !keys.has(key));
  const taken = new Set(staying.map(([key]) => key));
  const entries = comers.map(({ id, key, state }): [string, StateDocument] => {
    const free = freshName(key, (name) => taken.has(name));
    taken.add(free);
    return [free, free === id || state.id !== undefined ? state : withMember(state, 'id', id, orderOf(id))];
  });
  const all = staying.toSpliced(index ?? staying.length, 0, ...entries);
  const placed = withChildren(document, parent, Object.fromEntries(all));
  return own === 'parallel' && parent !== ROOT ? updateState(placed, parent, (state) => withMember(state, 'type', 'parallel', orderOf(parent))) : placed;
}

/** History states lead by default into the state around them only. */
function withoutOutsideDefaults(document: PipelineDocument): PipelineDocument {
  const tree = treeOf(document);
  const entryOf = new Map([...tree.entries.values()].map((entry) => [entry.state, entry]));
  return mapStates(document, (state) => {
    const entry = state.type === 'history' && state.target !== undefined ? entryOf.get(state) : undefined;
    if (!entry) return state;
    const inside = targetsOf(state).filter((id) => tree.isWithin(id, entry.parent ?? ROOT));
    return inside.length === targetsOf(state).length ? state : withMember(state, 'target', asTarget(inside));
  });
}
