import type { ActionDocument, PipelineDocument } from '#pipeline';
import { orderOf, updateState } from '../tree/edit.js';
import { ACTION_ORDER, inserted, patched, TRANSITION_ORDER, withMember, type Patch } from '../tree/members.js';
import type { ActionList } from '../tree/actions.js';
import { treeOf } from '../tree/state-tree.js';
import { done, noEntry, refuse, type Outcome } from './outcome.js';
import { transitionAt, updateTransition } from './transition-commands.js';

export interface AddAction {
  readonly kind: 'action.add';
  readonly list: ActionList;
  readonly action: ActionDocument;
  readonly index?: number;
}

export interface ChangeAction {
  readonly kind: 'action.change';
  readonly list: ActionList;
  readonly index: number;
  readonly values: Patch<ActionDocument>;
}

export interface RemoveAction {
  readonly kind: 'action.remove';
  readonly list: ActionList;
  readonly index: number;
}

/** Moves an action within its list, or into another; `to` counts without the action. */
export interface MoveAction {
  readonly kind: 'action.move';
  readonly list: ActionList;
  readonly index: number;
  readonly into: ActionList;
  readonly to: number;
}

export type ActionCommand = AddAction | ChangeAction | RemoveAction | MoveAction;

/** The actions of a list; `undefined` when there is no such place. */
export function actionsIn(document: PipelineDocument, list: ActionList): readonly ActionDocument[] | undefined {
  switch (list.kind) {
    case 'entry':
    case 'exit': {
      const entry = treeOf(document).get(list.state);
      return entry && (entry.state[list.kind] ?? []);
    }
    case 'transition': {
      const transition = transitionAt(document, list.place);
      return transition && (transition.actions ?? []);
    }
  }
}

function withActions(document: PipelineDocument, list: ActionList, actions: readonly ActionDocument[]): PipelineDocument {
  const value = actions.length > 0 ? actions : undefined;
  switch (list.kind) {
    case 'entry':
    case 'exit':
      return updateState(document, list.state, (state) => withMember(state, list.kind, value, orderOf(list.state)));
    case 'transition':
      return updateTransition(document, list.place, (transition) => withMember(transition, 'actions', value, TRANSITION_ORDER));
  }
}

export function addAction(document: PipelineDocument, { list, action, index }: AddAction): Outcome {
  const actions = actionsIn(document, list);
  if (!actions) return noEntry();
  if (list.kind !== 'transition' && treeOf(document).get(list.state)?.kind === 'history')
    return refuse('action.history', 'A history state does nothing itself.', '历史状态本身不执行操作。');
  return done(withActions(document, list, inserted(actions, index, action)));
}

export function changeAction(document: PipelineDocument, { list, index, values }: ChangeAction): Outcome {
  const actions = actionsIn(document, list);
  const action = actions?.[index];
  if (!actions || !action) return noEntry();
  return done(withActions(document, list, actions.with(index, patched(action, values, ACTION_ORDER))));
}

export function removeAction(document: PipelineDocument, { list, index }: RemoveAction): Outcome {
  const actions = actionsIn(document, list);
  return actions?.[index] ? done(withActions(document, list, actions.toSpliced(index, 1))) : noEntry();
}

export function moveAction(document: PipelineDocument, { list, index, into, to }: MoveAction): Outcome {
  const action = actionsIn(document, list)?.[index];
  if (!action || !actionsIn(document, into)) return noEntry();
  const removed = removeAction(document, { kind: 'action.remove', list, index });
  return removed.ok ? addAction(removed.value, { kind: 'action.add', list: into, action, index: to }) : removed;
}
