import type { PipelineDocument } from '#pipeline';
import { mayAdd } from '../allowed/states.js';
import { fragmentOf, type Fragment } from '../clipboard/fragment.js';
import { renewed } from '../clipboard/renewed.js';
import { repairInitial, withChildren } from '../tree/edit.js';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { withPositions } from '../tree/placement.js';
import { done, noState, type Outcome } from './outcome.js';

/** Puts the states of a fragment into a state, under fresh ids. See `pastedIds` for what they are called. */
export interface PasteFragment {
  readonly kind: 'fragment.paste';
  readonly fragment: Fragment;
  readonly parent: string;
  /** How far the outermost states are moved from where they were copied, in pixels. */
  readonly offset?: { readonly x: number; readonly y: number };
}

/** Puts a copy of states beside themselves. */
export interface DuplicateStates {
  readonly kind: 'state.duplicate';
  readonly ids: readonly string[];
  readonly offset?: { readonly x: number; readonly y: number };
}

export type FragmentCommand = PasteFragment | DuplicateStates;

export function pasteFragment(document: PipelineDocument, { fragment, parent, offset }: PasteFragment): Outcome {
  for (const state of Object.values(fragment.states)) {
    const answer = mayAdd(document, parent, state.type === 'parallel' || state.states ? 'compound' : 'atomic');
    if (!answer.ok) return answer;
  }
  const { states, positions } = renewed(document, fragment, offset ?? { x: 0, y: 0 });
  const entries = Object.entries(treeOf(document).get(parent)?.state.states ?? {});
  return done(withPositions(repairInitial(withChildren(document, parent, Object.fromEntries([...entries, ...Object.entries(states)])), [parent]), positions));
}

/** What the outermost states of a fragment would be called when pasted into the document. */
export const pastedIds = (document: PipelineDocument, fragment: Fragment): readonly string[] => Object.keys(renewed(document, fragment, { x: 0, y: 0 }).states);

export function duplicateStates(document: PipelineDocument, { ids, offset }: DuplicateStates): Outcome {
  const tree = treeOf(document);
  const lost = ids.find((id) => id === ROOT || !tree.has(id));
  if (lost !== undefined) return noState(lost);
  let result = document;
  for (const parent of new Set(tree.outermost(ids).map((id) => tree.get(id)?.parent ?? ROOT))) {
    const own = tree.outermost(ids).filter((id) => (tree.get(id)?.parent ?? ROOT) === parent);
    const pasted = pasteFragment(result, { kind: 'fragment.paste', fragment: fragmentOf(document, own), parent, ...(offset ? { offset } : {}) });
    if (!pasted.ok) return pasted;
    result = pasted.value;
  }
  return done(result);
}
