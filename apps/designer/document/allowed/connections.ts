import type { PipelineDocument, StateKind } from '#pipeline';
import { ROOT, treeOf, type StateTree } from '../tree/state-tree.js';
import type { Slot } from '../tree/transitions.js';
import { no, YES, yesBut, type Answer } from './answer.js';

/** Whether a state of this kind can have transitions of this slot at all. */
export function mayHaveSlot(document: PipelineDocument, state: string, slot: Slot['kind']): Answer {
  const entry = treeOf(document).get(state);
  if (!entry) return no('state.unknown', `There is no state "${state}".`, `没有状态“${state}”。`);
  if (entry.kind === 'final') return no('connect.final', 'Nothing leads out of a final state.', '终止状态没有出去的转换。');
  if (entry.kind === 'history')
    return no(
      'connect.history',
      'A history state has no transitions; set where it leads without a history instead.',
      '历史状态没有转换；请设置无历史时进入的状态。',
    );
  if (slot === 'done' && (state === ROOT || !hasInside(entry.kind)))
    return no('connect.done', 'Only a state with states inside can be done.', '只有含子状态的状态才会“完成”。');
  return YES;
}

const hasInside = (kind: StateKind): boolean => kind === 'compound' || kind === 'parallel';

/**
 * Whether a transition may lead from one state to these, several being entered together. A connection that leaves a parallel state
 * from one of its regions into another is legal but starts both anew, which the caution says.
 */
export function mayConnect(document: PipelineDocument, source: string, targets: readonly string[], slot: Slot['kind'] = 'on'): Answer {
  const from = mayHaveSlot(document, source, slot);
  if (!from.ok) return from;
  const tree = treeOf(document);
  for (const id of targets) {
    if (id === ROOT) return no('connect.root', 'A transition leads to a state, not to the pipeline.', '转换须指向状态，不能指向流程本身。');
    if (!tree.has(id)) return no('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);
  }
  return conflictOf(tree, targets) ?? cautionOf(tree, source, targets, slot) ?? YES;
}

function conflictOf(tree: StateTree, targets: readonly string[]): Answer | null {
  for (const [n, id] of targets.entries()) {
    const other = targets.slice(0, n).find((earlier) => !tree.canBeTogether(earlier, id));
    if (other !== undefined) return no('connect.conflict', `"${id}" and "${other}" cannot be active together.`, `“${id}”与“${other}”不能同时激活。`);
  }
  return null;
}

function cautionOf(tree: StateTree, source: string, targets: readonly string[], slot: Slot['kind']): Answer | null {
  if (targets.some((id) => tree.canBeTogether(source, id)))
    return yesBut('This leads into another region: all regions are left and started anew.', '这将进入另一个区域：所有区域都会退出并重新开始。');
  if (slot === 'always' && targets.some((id) => id === source || tree.isWithin(source, id)))
    return yesBut('An automatic transition back to itself needs a condition, or it never rests.', '自动转换回到自身时需要条件，否则不会停下。');
  return null;
}
