import type { PipelineDocument } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import { freshInvokeId, invokesOf, treeOf, type Command, type Place, type TransitionPlace } from '../../document/index.js';
import { newAction } from '../actions/index.js';

/** Where a step goes: into what a state does when entered, or what a transition does. */
export type StepTarget = { readonly kind: 'state'; readonly id: string } | { readonly kind: 'transition'; readonly place: TransitionPlace };

/** The command that adds a step of a kind, and the place that shows it then. Steps that cannot be an action are waited for. */
export function stepCommand(document: PipelineDocument, kind: string, target: StepTarget): { readonly command: Command; readonly place: Place } | null {
  const usable = stepCatalogue().get(kind)?.usable ?? { action: true, invoke: false };
  const action = newAction(kind);
  if (target.kind === 'transition') {
    if (!usable.action) return null;
    const list = { kind: 'transition', place: target.place } as const;
    return { command: { kind: 'action.add', list, action }, place: { kind: 'transition', place: target.place, rest: '' } };
  }
  const state = treeOf(document).get(target.id)?.state;
  if (!state) return null;
  if (usable.action) {
    const list = { kind: 'entry', state: target.id } as const;
    return { command: { kind: 'action.add', list, action }, place: { kind: 'action', list, index: state.entry?.length ?? 0, rest: '' } };
  }
  const invoke = { id: freshInvokeId(document, kind.replace('.', '-')), step: kind, ...(action.with === undefined ? {} : { with: action.with }) };
  return { command: { kind: 'invoke.add', state: target.id, invoke }, place: { kind: 'invoke', state: target.id, index: invokesOf(state).length, rest: '' } };
}
