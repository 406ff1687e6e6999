import type { PipelineDocument, StateDocument, StateKind } from '#pipeline';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { no, YES, yesBut, type Answer } from './answer.js';
import { mayAdd } from './states.js';

/** States inside each other, as the parser counts them. */
const MAX_DEPTH = 10;

/** Whether these states may be moved into that one. */
export function mayDrop(document: PipelineDocument, ids: readonly string[], parent: string): Answer {
  const tree = treeOf(document);
  for (const id of ids) {
    if (id === ROOT || !tree.has(id)) return no('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);
    if (id === parent || tree.isWithin(parent, id)) return no('drop.inside-itself', 'A state cannot be put inside itself.', '状态不能放入自身之内。');
  }
  const into = mayAdd(document, parent, 'atomic');
  if (!into.ok) return into;
  const levels = (id: string): number => 1 + Math.max(0, ...(tree.get(id)?.children.map(levels) ?? []));
  if (tree.above(parent).length + Math.max(0, ...ids.map(levels)) > MAX_DEPTH)
    return no('state.too-deep', `States can be nested ${MAX_DEPTH} deep at most.`, `状态最多嵌套 ${MAX_DEPTH} 层。`);
  const leaves = ids.some((id) => tree.get(id)?.parent !== parent);
  if (leaves && tree.get(parent)?.kind === 'parallel') return yesBut('It becomes a region that runs beside the others.', '它将成为与其他区域并行的区域。');
  return YES;
}

/** Whether a state may become one of this kind; the caution says what is lost. */
export function mayChangeKind(document: PipelineDocument, id: string, kind: StateKind): Answer {
  const tree = treeOf(document);
  const entry = tree.get(id);
  if (!entry) return no('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);
  if (id === ROOT && kind !== 'compound' && kind !== 'parallel') return no('kind.root', 'The pipeline itself has states inside.', '流程本身必须含有状态。');
  if (kind === entry.kind) return YES;
  if (isNest(kind) && entry.children.length === 0 && tree.above(id).length >= MAX_DEPTH)
    return no('state.too-deep', `States can be nested ${MAX_DEPTH} deep at most.`, `状态最多嵌套 ${MAX_DEPTH} 层。`);
  return lossOf(entry.state, kind, tree.withInner(id).length - 1);
}

const isNest = (kind: StateKind): boolean => kind === 'compound' || kind === 'parallel';

function lossOf(state: StateDocument, kind: StateKind, inside: number): Answer {
  if (!isNest(kind) && inside > 0)
    return yesBut(inside === 1 ? 'The state inside is removed.' : `The ${inside} states inside are removed.`, `其中的 ${inside} 个状态将被删除。`);
  const moves = state.on ?? state.always ?? state.after ?? state.invoke;
  if ((kind === 'final' || kind === 'history') && moves !== undefined)
    return yesBut('Its transitions, timers and steps are removed.', '其转换、定时器与步骤将被删除。');
  return YES;
}

/** Whether entering the state around it may lead to this state. */
export function mayBeInitial(document: PipelineDocument, id: string): Answer {
  const tree = treeOf(document);
  const entry = tree.get(id);
  if (!entry || entry.parent === null) return no('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);
  if (tree.get(entry.parent)?.kind === 'parallel')
    return no('initial.parallel', 'All regions of a parallel state are entered together.', '并行状态的所有区域同时进入。');
  if (entry.kind === 'history' && entry.state.target === undefined)
    return no('initial.history', 'A history state needs a default before it can be the initial one.', '历史状态须先设置默认目标才能作为初始状态。');
  return YES;
}
