import type { Text } from '#kernel';
import { idFromTitle, mayConnect, ROOT, treeOf, type Answer, type Command, type GraphModel, type Slot, type StateTree } from '../../document/index.js';
import type { Box, Boxes } from '../../document/placement/index.js';
import type { Point } from '../routing/index.js';

/** The line that follows the pointer: a new one, or an end of one that is led elsewhere. */
export type Pulled =
  { readonly kind: 'new'; readonly source: string } | { readonly kind: 'retarget'; readonly edge: string; readonly end: 'source' | 'target' };

/** The innermost state at a point of the drawing; `null` on the empty canvas. `except` and what is inside those is looked through. */
export function stateAt(graph: GraphModel, boxes: ReadonlyMap<string, Box>, { x, y }: Point, except: ReadonlySet<string> = new Set()): string | null {
  const tree = treeOf(graph.document);
  let found: string | null = null;
  for (const node of graph.nodes) {
    const box = boxes.get(node.id);
    if (!box || x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height) continue;
    if (except.has(node.id) || tree.above(node.id).some((id) => except.has(id))) continue;
    found = node.id;
  }
  return found;
}

/** Where the line would attach: a state that holds the source counts as canvas. */
export function attachAt(graph: GraphModel, boxes: Boxes, point: Point, pulled: Pulled): string | null {
  const hit = stateAt(graph, boxes.absolute, point);
  const fixed = fixedEnd(graph, pulled);
  return hit !== null && fixed !== null && treeOf(graph.document).isWithin(fixed, hit) ? null : hit;
}

/** The end that stays. */
export function fixedEnd(graph: GraphModel, pulled: Pulled): string | null {
  if (pulled.kind === 'new') return pulled.source;
  const edge = graph.edge(pulled.edge);
  return (pulled.end === 'source' ? edge?.target : edge?.source) ?? null;
}

/** Whether the line may attach to a state. */
export function mayAttach(graph: GraphModel, pulled: Pulled, state: string): Answer {
  if (pulled.kind === 'new') return mayConnect(graph.document, pulled.source, [state]);
  const edge = graph.edge(pulled.edge);
  if (!edge?.place || edge.target === null) return mayConnect(graph.document, state, []);
  return pulled.end === 'source'
    ? mayConnect(graph.document, state, [edge.target], edge.place.slot.kind)
    : mayConnect(graph.document, edge.source, [state], edge.place.slot.kind);
}

/** What letting go over a state does. */
export function attachCommand(graph: GraphModel, pulled: Pulled, state: string): Command | null {
  if (pulled.kind === 'new') return connectCommand(graph, pulled.source, state);
  const place = graph.edge(pulled.edge)?.place;
  if (!place) return null;
  if (pulled.end === 'target') return { kind: 'transition.retarget', place, target: state };
  return { kind: 'transition.move', place, state, slot: place.slot };
}

export const connectCommand = (graph: GraphModel, source: string, target: string): Command => ({
  kind: 'transition.add',
  state: source,
  slot: freshSlot(graph, source, target),
  transition: { target },
});

/** An event of its own for a new line, named after where it leads. */
export function freshSlot(graph: GraphModel, source: string, target: string): Extract<Slot, { readonly kind: 'on' }> {
  const taken = new Set(Object.keys(treeOf(graph.document).get(source)?.state.on ?? {}));
  const stem = `to-${idFromTitle(target)}`;
  for (let n = 1; ; n++) {
    const event = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(event)) return { kind: 'on', event };
  }
}

/** The state in which something dropped at a point would land. */
export function parentAt(graph: GraphModel, boxes: ReadonlyMap<string, Box>, point: Point, except: ReadonlySet<string> = new Set()): string {
  const tree: StateTree = treeOf(graph.document);
  const hit = stateAt(graph, boxes, point, except);
  for (let id: string | null = hit; id !== null; id = tree.get(id)?.parent ?? null) {
    const kind = tree.get(id)?.kind;
    if (kind === 'compound' || kind === 'parallel') return id;
  }
  return ROOT;
}

export const cautionOf = (answer: Answer): Text | null => (answer.ok ? (answer.caution ?? null) : answer.error.text);
