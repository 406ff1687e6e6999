import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import { namesInRules } from '../tree/references.js';
import { treeOf } from '../tree/state-tree.js';
import { readSlot, slotsOf, targetsOf, type TransitionPlace } from '../tree/transitions.js';

/** What goes with states that are removed, and what still names them afterwards. */
export interface RemovalReport {
  /** The states and all inside them, in document order. */
  readonly states: readonly string[];
  /** Transitions from outside that lead only to them: removed. */
  readonly transitions: readonly TransitionPlace[];
  /** Transitions from outside that lead to others too: kept without them. */
  readonly narrowed: readonly TransitionPlace[];
  /** States outside whose rules or inputs name them: left as they are, and reported by the verifier. */
  readonly rules: readonly string[];
}

/** What removing these states does to the rest of the document; nothing is changed. Unknown ids are passed over. */
export function removalReport(document: PipelineDocument, ids: readonly string[]): RemovalReport {
  const tree = treeOf(document);
  const gone = new Set(tree.outermost(ids).flatMap((id) => tree.withInner(id)));
  const [transitions, narrowed]: [TransitionPlace[], TransitionPlace[]] = [[], []];
  const rules: string[] = [];
  for (const { id, state } of tree.entries.values()) {
    if (gone.has(id)) continue;
    for (const slot of slotsOf(state))
      for (const [index, transition] of readSlot(state, slot).entries()) {
        const lost = targetsOf(transition).filter((target) => gone.has(target)).length;
        if (lost > 0) (lost === targetsOf(transition).length ? transitions : narrowed).push({ state: id, slot, index });
      }
    if (namesInRules(state).some((name) => gone.has(name))) rules.push(id);
  }
  return { states: [...gone], transitions, narrowed, rules };
}

/** Attached rules that look at one of these states by its id: they do not follow a new name and bite nowhere when the state is gone. */
export const rulesNaming = (rules: readonly AttachedRuleDocument[], ids: readonly string[]): readonly AttachedRuleDocument[] =>
  rules.filter(({ on }) => {
    const named = 'enter' in on ? on.enter : 'leave' in on ? on.leave : 'idle' in on ? on.in : null;
    return named !== null && ids.includes(named);
  });
