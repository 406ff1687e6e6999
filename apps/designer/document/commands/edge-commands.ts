import type { Text } from '#kernel';
import type { ActionDocument, PipelineDocument, StateKind } from '#pipeline';
import { treeOf } from '../tree/state-tree.js';
import { inserted } from '../tree/members.js';
import { asTarget, targetsOf, type Slot, type TransitionPlace } from '../tree/transitions.js';
import type { Placement } from '../tree/placement.js';
import { noTransition, done, refuse, type Outcome } from './outcome.js';
import { addState } from './state-commands.js';
import { addTransition, fitted, transitionAt, updateTransition } from './transition-commands.js';

/** Puts a new state between the two ends of a transition: it leads to the new state, which leads on to where it led before. */
export interface InsertStateOnEdge {
  readonly kind: 'edge.insert-state';
  readonly place: TransitionPlace;
  /** Which of several targets. */
  readonly target?: number;
  readonly id: string;
  readonly stateKind: Exclude<StateKind, 'final' | 'history'>;
  readonly title?: Text;
  /** How the new state is left; by default the event `next`. */
  readonly leaveBy?: Slot;
  readonly position?: Placement;
}

/** Adds an action to what a transition does. */
export interface InsertStepOnEdge {
  readonly kind: 'edge.insert-step';
  readonly place: TransitionPlace;
  readonly action: ActionDocument;
  readonly index?: number;
}

export type EdgeCommand = InsertStateOnEdge | InsertStepOnEdge;

export function insertStateOnEdge(document: PipelineDocument, command: InsertStateOnEdge): Outcome {
  const { place, id, stateKind, title, position } = command;
  const transition = transitionAt(document, place);
  if (!transition) return noTransition();
  const targets = targetsOf(transition);
  const n = command.target ?? 0;
  const old = targets[n];
  if (old === undefined)
    return refuse('edge.no-target', 'This transition leads nowhere, so nothing can be put in between.', '此转换没有目标，无法在中间插入状态。');
  const tree = treeOf(document);
  const parent = old === place.state ? (tree.get(old)?.parent ?? '#') : tree.meeting(place.state, old);
  const siblings = tree.get(parent)?.children ?? [];
  const behind = siblings.findIndex((child) => child === place.state || tree.isWithin(place.state, child));
  const added = addState(document, {
    kind: 'state.add',
    id,
    parent,
    stateKind,
    ...(behind < 0 ? {} : { index: behind + 1 }),
    ...(title ? { title } : {}),
    ...(position ? { position } : {}),
  });
  if (!added.ok) return added;
  const led = updateTransition(added.value, place, (t) => fitted({ ...t, ...asTargetOf(targets.with(n, id)) }, place.slot));
  const slot: Slot = command.leaveBy ?? { kind: 'on', event: 'next' };
  return addTransition(led, { kind: 'transition.add', state: id, slot, transition: { target: old } });
}

const asTargetOf = (targets: readonly string[]): { readonly target?: string | readonly string[] } => {
  const target = asTarget(targets);
  return target === undefined ? {} : { target };
};

export function insertStepOnEdge(document: PipelineDocument, { place, action, index }: InsertStepOnEdge): Outcome {
  if (!transitionAt(document, place)) return noTransition();
  return done(updateTransition(document, place, (t) => fitted({ ...t, actions: inserted(t.actions ?? [], index, action) }, place.slot)));
}
