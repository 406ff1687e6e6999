import type { PipelineDocument, StateKind } from '#pipeline';
import { isNumberLike, isStateId } from '../tree/fresh-id.js';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { no, YES, yesBut, type Answer } from './answer.js';
import { removalReport } from './removal-report.js';

/** States inside each other, as the parser counts them. */
const MAX_DEPTH = 10;

const unknown = (id: string): Answer & { readonly ok: false } => no('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);

/** Whether a state of this kind may be added inside that one. */
export function mayAdd(document: PipelineDocument, parent: string, kind: StateKind): Answer {
  const tree = treeOf(document);
  const outer = tree.get(parent);
  if (!outer) return unknown(parent);
  if (outer.kind === 'final') return no('parent.final', 'A final state has nothing inside.', '终止状态内部不能有状态。');
  if (outer.kind === 'history') return no('parent.history', 'A history state has nothing inside.', '历史状态内部不能有状态。');
  if (tree.above(parent).length + 1 + (kind === 'compound' || kind === 'parallel' ? 1 : 0) > MAX_DEPTH)
    return no('state.too-deep', `States can be nested ${MAX_DEPTH} deep at most.`, `状态最多嵌套 ${MAX_DEPTH} 层。`);
  if (outer.kind === 'parallel' && kind === 'final') return yesBut('This region would be finished from the start.', '该区域从一开始就已结束。');
  return YES;
}

/** Whether a state may be called so; `null` asks for a new state. */
export function mayRename(document: PipelineDocument, id: string | null, to: string): Answer {
  if (id === to) return YES;
  if (!isStateId(to))
    return no(
      'state.name',
      'A state is called by 1 to 80 characters without # * / { } and without a blank at either end.',
      '状态标识为 1 至 80 个字符，不含 # * / { }，首尾无空格。',
    );
  if (isNumberLike(to)) return no('state.name-number', 'A number alone cannot be an id: states would lose their order.', '标识不能只是数字：状态会失去顺序。');
  if (to === ROOT || treeOf(document).has(to)) return no('state.taken', `There is already a state "${to}".`, `已有状态“${to}”。`);
  return YES;
}

/** Whether these states may be removed; the caution counts what goes with them. */
export function mayRemove(document: PipelineDocument, ids: readonly string[]): Answer {
  const tree = treeOf(document);
  const lost = ids.find((id) => id === ROOT || !tree.has(id));
  if (lost !== undefined) return lost === ROOT ? no('root.remove', 'The pipeline itself cannot be removed here.', '流程本身不能在此删除。') : unknown(lost);
  const { states, transitions, rules } = removalReport(document, ids);
  if (tree.get(ROOT)?.children.every((id) => states.includes(id)) === true)
    return no('root.empty', 'A pipeline needs at least one state.', '流程至少需要一个状态。');
  const ways = transitions.length;
  if (rules.length > 0)
    return yesBut(
      `Rules of ${rules.length} other ${rules.length === 1 ? 'state' : 'states'} still name it and will be reported.`,
      `另有 ${rules.length} 个状态的规则提到它，将作为问题列出。`,
    );
  if (ways === 0) return YES;
  return yesBut(
    ways === 1 ? 'The transition that leads there goes too.' : `The ${ways} transitions that lead there go too.`,
    `指向它的 ${ways} 个转换也将删除。`,
  );
}
