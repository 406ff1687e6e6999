import { inLocale, type Text } from '#kernel';
import type { StateKind } from '#pipeline';
import type { Answer as ApiAnswer } from '../../api/operations.js';
import { freshId, freshInvokeId, treeOf, type Command, type GraphModel, type TransitionPlace } from '../../document/index.js';
import { placeNew, type Sizes } from '../../document/placement/index.js';
import type { PipelineDocument } from '#pipeline';
import type { Point } from '../routing/index.js';
import { freshSlot } from './connect.js';

export type Step = ApiAnswer<'listSteps'>['items'][number];

/** What is put in: a new state of some kind, or a new state that does a step. */
export type Inserted = { readonly kind: 'state'; readonly stateKind: StateKind } | { readonly kind: 'step'; readonly step: Step };

/** Where: after a state, at a point, or both. `drawn` is the document as it is drawn. */
export interface Where {
  readonly drawn: PipelineDocument;
  readonly sizes: Sizes;
  readonly parent: string;
  readonly after?: string;
  /** Relative to the parent. */
  readonly at?: Point;
}

export interface Insertion {
  readonly id: string;
  readonly command: Command;
}

const IDS: Readonly<Record<StateKind, string>> = { atomic: 'state', compound: 'group', parallel: 'parallel', final: 'final', history: 'history' };
const TITLES: Readonly<Record<StateKind, Text>> = {
  atomic: { en: 'New state', 'zh-CN': '新状态' },
  compound: { en: 'New group', 'zh-CN': '新分组' },
  parallel: { en: 'In parallel', 'zh-CN': '并行' },
  final: { en: 'Done', 'zh-CN': '完成' },
  history: { en: 'History', 'zh-CN': '历史' },
};
const TEXT: Text = { en: 'Add state', 'zh-CN': '添加状态' };

/** A new state, placed, connected with the one it comes after, doing its step. */
export function insertState(graph: GraphModel, what: Inserted, where: Where): Insertion {
  const stateKind = what.kind === 'state' ? what.stateKind : 'atomic';
  const title = what.kind === 'state' ? TITLES[stateKind] : what.step.title;
  const id = freshId(graph.document, what.kind === 'state' ? IDS[stateKind] : inLocale(what.step.title, 'en'));
  const { drawn, parent, after, at, sizes } = where;
  const position = at ?? placeNew(drawn, { parent, stateKind, sizes, ...(after ? { after } : {}) });
  const add: Command = {
    kind: 'state.add',
    id,
    parent,
    stateKind,
    title,
    position,
    ...(inheritsStage(graph, after, parent) && stateKind !== 'history' ? { stage: true } : {}),
  };
  const connect: readonly Command[] = after ? [{ kind: 'transition.add', state: after, slot: freshSlot(graph, after, id), transition: { target: id } }] : [];
  const step = what.kind === 'step' ? [stepInState(graph, id, what.step)] : [];
  return { id, command: { kind: 'batch', commands: [add, ...step, ...connect], text: TEXT } };
}

/** A state that follows a stage beside it is a column of the board as well. */
function inheritsStage(graph: GraphModel, after: string | undefined, parent: string): boolean {
  const before = after === undefined ? undefined : graph.node(after);
  return before?.stage === true && (before.parent ?? '#') === parent;
}

/** A step put into a state: waited for where it can be, else done on entering. */
export function stepInState(graph: GraphModel, state: string, step: Step): Command {
  if (step.usable.invoke && step.mode !== 'transactional')
    return { kind: 'invoke.add', state, invoke: { id: freshInvokeId(graph.document, step.kind.split('.').at(-1) ?? step.kind), step: step.kind } };
  return { kind: 'action.add', list: { kind: 'entry', state }, action: { do: step.kind } };
}

/** Something put on a line: a step is done by the transition, a state comes between its ends. */
export function insertOnEdge(graph: GraphModel, place: TransitionPlace, what: Inserted, drawn: PipelineDocument, sizes: Sizes): Insertion | null {
  if (what.kind === 'step' && what.step.usable.action) return { id: place.state, command: { kind: 'edge.insert-step', place, action: { do: what.step.kind } } };
  const stateKind = what.kind === 'state' ? what.stateKind : 'atomic';
  if (stateKind === 'final' || stateKind === 'history') return null;
  const edge = graph.edges.find((one) => one.place === place);
  const parent = edge?.target ? treeOf(graph.document).meeting(edge.source, edge.target) : '#';
  const id = freshId(graph.document, what.kind === 'state' ? IDS[stateKind] : inLocale(what.step.title, 'en'));
  const title = what.kind === 'state' ? TITLES[stateKind] : what.step.title;
  const position = placeNew(drawn, { parent, stateKind, sizes, after: place.state, ...(edge?.target ? { before: edge.target } : {}) });
  const insert: Command = { kind: 'edge.insert-state', place, id, stateKind, title, position };
  const step = what.kind === 'step' ? [stepInState(graph, id, what.step)] : [];
  return { id, command: { kind: 'batch', commands: [insert, ...step], text: TEXT } };
}
