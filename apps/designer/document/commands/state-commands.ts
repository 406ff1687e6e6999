import type { Text } from '#kernel';
import type { PipelineDocument, StateDocument, StateKind } from '#pipeline';
import { mayAdd, mayRemove, mayRename } from '../allowed/states.js';
import { orderOf, repairInitial, updateState, withChildren } from '../tree/edit.js';
import { freshId } from '../tree/fresh-id.js';
import { membersNotOn } from '../tree/kinds.js';
import { inserted, patched, withKeyRenamed, withMember, type Patch } from '../tree/members.js';
import { mapReferences } from '../tree/references.js';
import { ROOT, treeOf, type StateEntry } from '../tree/state-tree.js';
import { withPositions, type Placement } from '../tree/placement.js';
import { done, noState, refuse, type Outcome } from './outcome.js';

/** Adds a state. `id` must be free: take it from `freshId`. A compound or parallel one gets its first inner states with it. */
export interface AddState {
  readonly kind: 'state.add';
  readonly id: string;
  readonly parent: string;
  readonly stateKind: StateKind;
  /** Place among the siblings; the end when absent. */
  readonly index?: number;
  readonly title?: Text;
  readonly stage?: boolean;
  readonly position?: Placement;
}

/** Removes states with all that is inside, and every transition that led only to them. See `removalReport`. */
export interface RemoveStates {
  readonly kind: 'state.remove';
  readonly ids: readonly string[];
}

/** Calls a state otherwise; every reference in the document follows. */
export interface RenameState {
  readonly kind: 'state.rename';
  readonly id: string;
  readonly to: string;
}

export type StateValues = Pick<StateDocument, 'title' | 'description' | 'stage' | 'probability' | 'outcome' | 'history' | 'target'>;

/** Sets what a state says about itself; `null` takes a member away. */
export interface SetState {
  readonly kind: 'state.set';
  readonly id: string;
  readonly values: Patch<StateValues>;
}

export interface SetInitial {
  readonly kind: 'initial.set';
  readonly parent: string;
  readonly initial: string | readonly string[];
}

export type StateCommand = AddState | RemoveStates | RenameState | SetState | SetInitial;

export function addState(document: PipelineDocument, command: AddState): Outcome {
  const answer = mayAdd(document, command.parent, command.stateKind);
  if (!answer.ok) return answer;
  const name = mayRename(document, null, command.id);
  if (!name.ok) return name;
  const parent = treeOf(document).get(command.parent) as StateEntry;
  const entries = inserted(Object.entries(parent.state.states ?? {}), command.index, [command.id, newState(document, command)] as const);
  const added = repairInitial(withChildren(document, command.parent, Object.fromEntries(entries)), [command.parent]);
  return done(command.position ? withPositions(added, { [command.id]: command.position }) : added);
}

function newState(document: PipelineDocument, { id, stateKind, title, stage }: AddState): StateDocument {
  const about: StateDocument = { ...(stage === true ? { stage } : {}), ...(title ? { title } : {}) };
  const first = freshId(document, `${id}-1`, new Set([id]));
  const second = freshId(document, `${id}-2`, new Set([id, first]));
  switch (stateKind) {
    case 'atomic':
      return about;
    case 'final':
    case 'history':
      return { type: stateKind, ...about };
    case 'compound':
      return { ...about, initial: first, states: { [first]: {} } };
    case 'parallel':
      return { type: 'parallel', ...about, states: { [first]: {}, [second]: {} } };
  }
}

export function removeStates(document: PipelineDocument, { ids }: RemoveStates): Outcome {
  const answer = mayRemove(document, ids);
  return answer.ok ? done(withoutStates(document, ids)) : answer;
}

function withoutStates(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  const tree = treeOf(document);
  const outer = tree.outermost(ids);
  const gone = new Set(outer.flatMap((id) => tree.withInner(id)));
  let result = detached(document, outer);
  result = mapReferences(result, (id) => (gone.has(id) ? null : id));
  result = repairInitial(result, new Set(outer.flatMap((id) => tree.above(id))));
  return withPositions(result, Object.fromEntries([...gone].map((id) => [id, null])));
}

/** The document without these states, which do not lie in each other; references to them stay. */
export function detached(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  let result = document;
  for (const id of ids) {
    const entry = treeOf(result).get(id);
    if (!entry || entry.parent === null) continue;
    const siblings = treeOf(result).get(entry.parent)?.state.states ?? {};
    result = withChildren(result, entry.parent, withMember(siblings, entry.key, undefined));
  }
  return result;
}

export function renameState(document: PipelineDocument, { id, to }: RenameState): Outcome {
  const tree = treeOf(document);
  const entry = tree.get(id);
  if (!entry || entry.parent === null) return noState(id);
  const answer = mayRename(document, id, to);
  if (!answer.ok) return answer;
  const parent = entry.parent;
  const siblings = tree.get(parent)?.state.states ?? {};
  const keepsKey = entry.state.id !== undefined || Object.hasOwn(siblings, to);
  const renamed = keepsKey
    ? updateState(document, id, (state) => withMember(state, 'id', to, orderOf(id)))
    : updateState(document, parent, (state) => withMember(state, 'states', withKeyRenamed(siblings, entry.key, to)));
  const followed = mapReferences(renamed, (name) => (name === id ? to : name));
  return done(followed.layout ? withMember(followed, 'layout', withKeyRenamed(followed.layout, id, to)) : followed);
}

export function setState(document: PipelineDocument, { id, values }: SetState): Outcome {
  const entry = treeOf(document).get(id);
  if (!entry || id === ROOT) return noState(id);
  const strange = membersNotOn(entry.kind).find((member) => (values as Patch<StateDocument>)[member] != null);
  if (strange !== undefined) return refuse('state.member-not-here', `This kind of state has no "${strange}".`, `此类状态没有“${strange}”。`);
  const { probability } = values;
  if (typeof probability === 'number' && !(probability >= 0 && probability <= 1))
    return refuse('state.probability', 'A probability lies between 0 and 1.', '概率须在 0 与 1 之间。');
  return done(updateState(document, id, (state) => patched(state, values, orderOf(id))));
}

export function setInitial(document: PipelineDocument, { parent, initial }: SetInitial): Outcome {
  const tree = treeOf(document);
  const entry = tree.get(parent);
  if (!entry) return noState(parent);
  if (entry.kind !== 'compound') return refuse('initial.not-here', 'Only a state with states inside has an initial one.', '只有含子状态的状态才有初始状态。');
  const names = [initial].flat();
  const outside = names.find((id) => !tree.isWithin(id, parent));
  if (names.length === 0 || outside !== undefined)
    return refuse('initial.outside', `"${outside ?? ''}" does not lie inside this state.`, `“${outside ?? ''}”不在该状态之内。`);
  return done(updateState(document, parent, (state) => withMember(state, 'initial', initial, orderOf(parent))));
}
