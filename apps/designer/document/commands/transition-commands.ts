import type { PipelineDocument, StateDocument } from '#pipeline';
import { mayConnect } from '../allowed/connections.js';
import { updateState } from '../tree/edit.js';
import { inserted, moved, patched, TRANSITION_ORDER, withMember, type Patch } from '../tree/members.js';
import { treeOf } from '../tree/state-tree.js';
import { asTarget, invokesOf, readSlot, targetsOf, transitionId, writeSlot, type AnyTransition, type Slot, type TransitionPlace } from '../tree/transitions.js';
import { done, noState, noTransition, refuse, type Outcome } from './outcome.js';

export interface AddTransition {
  readonly kind: 'transition.add';
  readonly state: string;
  readonly slot: Slot;
  readonly transition: AnyTransition;
  /** Place in the list of the slot; the end when absent. */
  readonly index?: number;
}

/** Sets members of a transition; `null` takes one away. */
export interface ChangeTransition {
  readonly kind: 'transition.change';
  readonly place: TransitionPlace;
  readonly values: Patch<AnyTransition>;
}

export interface RemoveTransitions {
  readonly kind: 'transition.remove';
  readonly places: readonly TransitionPlace[];
}

/** Changes which one is looked at first. */
export interface ReorderTransition {
  readonly kind: 'transition.reorder';
  readonly place: TransitionPlace;
  readonly to: number;
}

/** Leads a transition elsewhere; `null` leaves its actions only. */
export interface RetargetTransition {
  readonly kind: 'transition.retarget';
  readonly place: TransitionPlace;
  readonly target: string | readonly string[] | null;
}

/** Gives a transition another source, or another slot: an event of another name, a timer instead of an event. */
export interface MoveTransition {
  readonly kind: 'transition.move';
  readonly place: TransitionPlace;
  readonly state: string;
  readonly slot: Slot;
  readonly index?: number;
}

export type TransitionCommand = AddTransition | ChangeTransition | RemoveTransitions | ReorderTransition | RetargetTransition | MoveTransition;

/** The transition at a place; `undefined` when it is not there. */
export function transitionAt(document: PipelineDocument, { state, slot, index }: TransitionPlace): AnyTransition | undefined {
  const entry = treeOf(document).get(state);
  return entry && readSlot(entry.state, slot)[index];
}

/** The document with the list of one slot changed. */
export const updateSlot = (
  document: PipelineDocument,
  state: string,
  slot: Slot,
  change: (list: readonly AnyTransition[]) => readonly AnyTransition[],
): PipelineDocument => updateState(document, state, (owner) => writeSlot(owner, slot, change(readSlot(owner, slot))));

/** The document with one transition changed. */
export const updateTransition = (
  document: PipelineDocument,
  { state, slot, index }: TransitionPlace,
  change: (transition: AnyTransition) => AnyTransition,
): PipelineDocument => updateSlot(document, state, slot, (list) => list.map((transition, n) => (n === index ? change(transition) : transition)));

const AFTER_ONLY = ['in', 'pausedIn', 'late'] as const;
const SENT_ONLY = ['requires', 'by'] as const;
const DEFAULT_DELAY = 'P1D';

/** The transition without members that mean nothing in the slot; a timer without a length gets one day. */
export function fitted(transition: AnyTransition, slot: Slot): AnyTransition {
  const strange = slot.kind === 'on' ? AFTER_ONLY : slot.kind === 'after' ? (['reenter', ...SENT_ONLY] as const) : [...AFTER_ONLY, ...SENT_ONLY];
  const empty = (['requires', 'pausedIn', 'actions'] as const).filter((member) => transition[member]?.length === 0);
  const bare = [...strange, ...empty].reduce<AnyTransition>((result, member) => withMember(result, member, undefined), transition);
  return slot.kind === 'after' ? withMember(bare, 'in', bare.in ?? DEFAULT_DELAY, TRANSITION_ORDER) : bare;
}

const isThere = (state: StateDocument, slot: Slot): boolean =>
  (slot.kind !== 'invoke-done' && slot.kind !== 'invoke-error') || slot.invoke < invokesOf(state).length;

export function addTransition(document: PipelineDocument, { state, slot, transition, index }: AddTransition): Outcome {
  const entry = treeOf(document).get(state);
  if (!entry) return noState(state);
  if (!isThere(entry.state, slot)) return refuse('invoke.unknown', 'There is no such step to wait for.', '没有可等待的步骤。');
  if (slot.kind === 'on' && slot.event.trim() === '') return refuse('event.name', 'An event needs a name.', '事件需要名称。');
  const answer = mayConnect(document, state, targetsOf(transition), slot.kind);
  if (!answer.ok) return answer;
  return done(updateSlot(document, state, slot, (list) => inserted(list, index, fitted(transition, slot))));
}

export function changeTransition(document: PipelineDocument, { place, values }: ChangeTransition): Outcome {
  const before = transitionAt(document, place);
  if (!before) return noTransition();
  if (values.target !== undefined && values.target !== null) {
    const answer = mayConnect(document, place.state, targetsOf({ target: values.target }), place.slot.kind);
    if (!answer.ok) return answer;
  }
  return done(updateTransition(document, place, (transition) => fitted(patched(transition, values, TRANSITION_ORDER), place.slot)));
}

export function removeTransitions(document: PipelineDocument, { places }: RemoveTransitions): Outcome {
  if (places.some((place) => !transitionAt(document, place))) return noTransition();
  const gone = new Set(places.map(transitionId));
  const slots = new Map(places.map(({ state, slot }) => [transitionId({ state, slot, index: 0 }), { state, slot }]));
  let result = document;
  for (const { state, slot } of slots.values())
    result = updateSlot(result, state, slot, (list) => list.filter((_, index) => !gone.has(transitionId({ state, slot, index }))));
  return done(result);
}

export function reorderTransition(document: PipelineDocument, { place, to }: ReorderTransition): Outcome {
  if (!transitionAt(document, place)) return noTransition();
  return done(updateSlot(document, place.state, place.slot, (list) => moved(list, place.index, to)));
}

export function retargetTransition(document: PipelineDocument, { place, target }: RetargetTransition): Outcome {
  const targets = target === null ? [] : [target].flat();
  return changeTransition(document, { kind: 'transition.change', place, values: { target: asTarget(targets) ?? null } });
}

export function moveTransition(document: PipelineDocument, { place, state, slot, index }: MoveTransition): Outcome {
  const transition = transitionAt(document, place);
  if (!transition) return noTransition();
  const removed = removeTransitions(document, { kind: 'transition.remove', places: [place] });
  return removed.ok ? addTransition(removed.value, { kind: 'transition.add', state, slot, transition, ...(index === undefined ? {} : { index }) }) : removed;
}
