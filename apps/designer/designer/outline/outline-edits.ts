import type { StateKind } from '#pipeline';
import type { Text } from '#kernel';
import { freshId, ROOT, treeOf, type Command, type GraphModel } from '../../document/index.js';
import { placeNew } from '../../document/placement/index.js';
import { sizesOf } from '../../canvas/scene/sizes.js';

const NEW: Text = { en: 'New state', 'zh-CN': '新状态' };

export type AddWhere = { readonly after: string } | { readonly inside: string };

/** A new state behind another among its siblings, or as the last inside one; what has no inside yet becomes a group. */
export function addCommand(graph: GraphModel, where: AddWhere): { readonly id: string; readonly command: Command } {
  const { parent, index, isStage } = spotOf(graph, where);
  const nest = graph.node(parent);
  if (nest && nest.kind !== 'compound' && nest.kind !== 'parallel') return firstInside(graph, parent);
  const id = freshId(graph.document, 'state');
  const stateKind: StateKind = 'atomic';
  const position = placeNew(graph.document, { parent, stateKind, sizes: sizesOf(graph), ...('after' in where ? { after: where.after } : {}) });
  return {
    id,
    command: { kind: 'state.add', id, parent, stateKind, title: NEW, position, ...(isStage ? { stage: true } : {}), ...(index === null ? {} : { index }) },
  };
}

function firstInside({ document }: GraphModel, parent: string): { readonly id: string; readonly command: Command } {
  // As the change of kind calls the state that it puts inside.
  const id = freshId(document, `${parent}-1`);
  const commands: readonly Command[] = [
    { kind: 'state.change-kind', id: parent, to: 'compound' },
    { kind: 'state.set', id, values: { title: NEW } },
  ];
  return { id, command: { kind: 'batch', commands, text: { en: 'Add state', 'zh-CN': '添加状态' } } };
}

/** A state that follows a stage is a stage. */
function spotOf(graph: GraphModel, where: AddWhere): { readonly parent: string; readonly index: number | null; readonly isStage: boolean } {
  if ('inside' in where) return { parent: where.inside, index: null, isStage: false };
  const tree = treeOf(graph.document);
  const parent = tree.get(where.after)?.parent ?? ROOT;
  return { parent, index: (tree.get(parent)?.children.indexOf(where.after) ?? -1) + 1, isStage: graph.node(where.after)?.stage === true };
}

export type Move = 'up' | 'down' | 'into' | 'out';

/** Moves a state among its siblings, into the one above it, or behind the one around it; `null` where there is no such place. */
export function moveCommand(graph: GraphModel, id: string, move: Move): Command | null {
  const tree = treeOf(graph.document);
  const entry = tree.get(id);
  if (!entry || entry.parent === null) return null;
  const siblings = tree.get(entry.parent)?.children ?? [];
  const at = siblings.indexOf(id);
  if (move === 'up') return at > 0 ? { kind: 'state.move', ids: [id], parent: entry.parent, index: at - 1 } : null;
  if (move === 'down') return at < siblings.length - 1 ? { kind: 'state.move', ids: [id], parent: entry.parent, index: at + 1 } : null;
  if (move === 'into') return intoCommand(graph, id, siblings[at - 1]);
  const outer = tree.get(entry.parent);
  if (!outer || outer.parent === null) return null;
  const index = (tree.get(outer.parent)?.children.indexOf(entry.parent) ?? -1) + 1;
  return { kind: 'state.move', ids: [id], parent: outer.parent, index, positions: { [id]: placed(graph, outer.parent, entry.parent) } };
}

function intoCommand(graph: GraphModel, id: string, above: string | undefined): Command | null {
  const kind = above === undefined ? undefined : graph.node(above)?.kind;
  if (above === undefined || (kind !== 'compound' && kind !== 'parallel')) return null;
  return { kind: 'state.move', ids: [id], parent: above, positions: { [id]: placed(graph, above) } };
}

const placed = (graph: GraphModel, parent: string, after?: string) =>
  placeNew(graph.document, { parent, stateKind: 'atomic', sizes: sizesOf(graph), ...(after === undefined ? {} : { after }) });
