import { applyCommand, mayDrop, placementOf, ROOT, treeOf, type Answer, type Command, type GraphModel } from '../../document/index.js';
import { enclose, snap, type Box, type Boxes } from '../../document/placement/index.js';
import { withPositions, type Positions } from '../layout/automatic.js';
import { makeRoom } from '../layout/make-room.js';
import type { Point } from '../routing/index.js';
import { noteIndexOf } from '../scene/flow-elements.js';
import { sizesOf } from '../scene/sizes.js';
import { parentAt } from './connect.js';

/** States and notes that were dragged: where they are now, relative to the state around. */
export interface Dropped {
  readonly moved: ReadonlyMap<string, Point>;
  readonly pointer: Point;
  /** Alt is held: they stay in the state they are in. */
  readonly staysInside: boolean;
}

/** The state that takes what is dragged; `null` when it stays where it is. */
export function takerOf(graph: GraphModel, boxes: Boxes, { moved, pointer, staysInside }: Dropped): string | null {
  const ids = [...moved.keys()].filter((id) => graph.node(id));
  if (staysInside || ids.length === 0) return null;
  const tree = treeOf(graph.document);
  const taker = parentAt(graph, boxes.absolute, pointer, new Set(ids));
  return ids.every((id) => tree.get(id)?.parent === taker) ? null : taker;
}

/** What letting go does: new positions, and for another state around them a move. The document is the one that is drawn. */
export function dropCommand(
  graph: GraphModel,
  boxes: Boxes,
  dropped: Dropped,
  shown: Positions | null,
): { readonly command: Command; readonly answer: Answer } {
  const ids = [...dropped.moved.keys()].filter((id) => graph.node(id));
  const taker = takerOf(graph, boxes, dropped);
  const notes = noteCommands(dropped.moved);
  const answer = taker === null ? ({ ok: true } as const) : mayDrop(graph.document, ids, taker);
  const states = ids.length === 0 ? [] : taker === null ? within(graph, ids, dropped.moved, shown) : moveInto(graph, boxes, ids, dropped.moved, taker, shown);
  const commands = [...states, ...notes];
  const [only] = commands;
  return { command: only && commands.length === 1 ? only : { kind: 'batch', commands, text: { en: 'Move', 'zh-CN': '移动' } }, answer };
}

const noteCommands = (moved: ReadonlyMap<string, Point>): readonly Command[] =>
  [...moved].flatMap(([id, { x, y }]): readonly Command[] => {
    const index = noteIndexOf(id);
    return index === null ? [] : [{ kind: 'note.change', index, values: { x: snap(x), y: snap(y) } }];
  });

function within(graph: GraphModel, ids: readonly string[], moved: ReadonlyMap<string, Point>, shown: Positions | null): readonly Command[] {
  const positions = Object.fromEntries(ids.map((id) => [id, placed(graph, id, moved.get(id) as Point)]));
  const after = withPositions(withPositions(graph.document, shown ?? {}), positions);
  const parents = new Set(ids.map((id) => treeOf(graph.document).get(id)?.parent ?? ROOT));
  const around = Object.assign({}, ...[...parents].map((parent) => enclose(after, parent, sizesOf(graph)))) as Positions;
  return [{ kind: 'layout.set', positions: { ...positions, ...around } }];
}

function moveInto(
  graph: GraphModel,
  { absolute }: Boxes,
  ids: readonly string[],
  moved: ReadonlyMap<string, Point>,
  taker: string,
  shown: Positions | null,
): readonly Command[] {
  const tree = treeOf(graph.document);
  const origin = (id: string | null): Point => (id === null || id === ROOT ? { x: 0, y: 0 } : (absolute.get(id) as Box));
  const target = origin(taker);
  const positions = Object.fromEntries(
    ids.map((id) => {
      const [from, at] = [origin(tree.get(id)?.parent ?? null), moved.get(id) as Point];
      return [
        id,
        placed(graph, id, {
          x: Math.max(taker === ROOT ? -Infinity : 24, from.x + at.x - target.x),
          y: Math.max(taker === ROOT ? -Infinity : 56, from.y + at.y - target.y),
        }),
      ];
    }),
  );
  const move: Command = { kind: 'state.move', ids, parent: taker, positions };
  const room = roomAfter(graph, move, ids, shown);
  return Object.keys(room).length > 0 ? [move, { kind: 'layout.set', positions: room }] : [move];
}

/** What must move so that a state that grew lies on nothing it did not lie on before. */
function roomAfter(graph: GraphModel, move: Command, ids: readonly string[], shown: Positions | null): Positions {
  const before = withPositions(graph.document, shown ?? {});
  const after = applyCommand(before, move);
  if (!after.ok) return {};
  const known = makeRoom(before, sizesOf(graph));
  return Object.fromEntries(Object.entries(makeRoom(after.value, sizesOf(graph))).filter(([id]) => !(id in known) && !ids.includes(id)));
}

/** A new place; the size a person gave stays. */
function placed(graph: GraphModel, id: string, { x, y }: Point) {
  const before = placementOf(graph.document, id);
  return { ...before, x: snap(x), y: snap(y) };
}

/** Moves the selection by pixels, for the arrow keys. `null` when nothing is selected. */
export function nudgeCommand(graph: GraphModel, boxes: Boxes, ids: readonly string[], by: Point): Command | null {
  const outer = treeOf(graph.document).outermost(ids);
  const positions = Object.fromEntries(
    outer.flatMap((id) => {
      const box = boxes.relative.get(id);
      return box ? [[id, placed(graph, id, { x: box.x + by.x, y: box.y + by.y })]] : [];
    }),
  );
  return outer.length === 0 ? null : { kind: 'layout.set', positions };
}
