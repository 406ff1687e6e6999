import type { InvokeDocument, PipelineDocument } from '#pipeline';
import { mayHaveSlot } from '../allowed/connections.js';
import { updateState } from '../tree/edit.js';
import { freshName } from '../tree/fresh-id.js';
import { INVOKE_ORDER, inserted, patched, type Patch } from '../tree/members.js';
import { treeOf } from '../tree/state-tree.js';
import { invokesOf, withInvokes } from '../tree/transitions.js';
import { done, noEntry, refuse, type Outcome } from './outcome.js';

/** Makes a state wait for a step. The id must be free in the pipeline: take it from `freshInvokeId`. */
export interface AddInvoke {
  readonly kind: 'invoke.add';
  readonly state: string;
  readonly invoke: InvokeDocument;
  readonly index?: number;
}

/** Sets members of an invoke; its transitions are changed by the commands for transitions. */
export interface ChangeInvoke {
  readonly kind: 'invoke.change';
  readonly state: string;
  readonly index: number;
  readonly values: Patch<Omit<InvokeDocument, 'onDone' | 'onError'>>;
}

export interface RemoveInvoke {
  readonly kind: 'invoke.remove';
  readonly state: string;
  readonly index: number;
}

export type InvokeCommand = AddInvoke | ChangeInvoke | RemoveInvoke;

function invokeIds(document: PipelineDocument): ReadonlySet<string> {
  return new Set([...treeOf(document).entries.values()].flatMap(({ state }) => invokesOf(state).map((invoke) => invoke.id)));
}

/** An id near the wished one that no invoke of the pipeline has. */
export function freshInvokeId(document: PipelineDocument, wished: string): string {
  const taken = invokeIds(document);
  return freshName(wished, (name) => taken.has(name));
}

const taken = (id: string) => refuse('invoke.taken', `There is already a step to wait for called "${id}".`, `已有名为“${id}”的等待步骤。`);

export function addInvoke(document: PipelineDocument, { state, invoke, index }: AddInvoke): Outcome {
  const answer = mayHaveSlot(document, state, 'on');
  if (!answer.ok) return answer;
  if (invokeIds(document).has(invoke.id)) return taken(invoke.id);
  return done(updateState(document, state, (owner) => withInvokes(owner, inserted(invokesOf(owner), index, invoke))));
}

export function changeInvoke(document: PipelineDocument, { state, index, values }: ChangeInvoke): Outcome {
  const entry = treeOf(document).get(state);
  const before = entry && invokesOf(entry.state)[index];
  if (!before) return noEntry();
  if (typeof values.id === 'string' && values.id !== before.id && invokeIds(document).has(values.id)) return taken(values.id);
  return done(updateState(document, state, (owner) => withInvokes(owner, invokesOf(owner).with(index, patched(before, values, INVOKE_ORDER)))));
}

export function removeInvoke(document: PipelineDocument, { state, index }: RemoveInvoke): Outcome {
  const entry = treeOf(document).get(state);
  if (!entry || !invokesOf(entry.state)[index]) return noEntry();
  return done(updateState(document, state, (owner) => withInvokes(owner, invokesOf(owner).toSpliced(index, 1))));
}
