import type { PipelineDocument } from '#pipeline';
import { placementOf, type Placement } from '../tree/placement.js';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { around, boxesOf, HEAD, PADDING, snap, type Box, type Boxes, type Sizes } from './boxes.js';

export type AlignEdge = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'horizontal' | 'vertical';

type Positions = Readonly<Record<string, Placement>>;

/** The positions, for `layout.set`, that line the states up at one edge of the box around them. States inside others of them go along. */
export function align(document: PipelineDocument, ids: readonly string[], edge: AlignEdge, sizes?: Sizes): Positions {
  const boxes = boxesOf(document, sizes);
  const chosen = boxesFor(document, boxes, ids);
  const frame = around(chosen.map(([, box]) => box));
  return moved(
    document,
    boxes,
    chosen.map(([id, box]) => [id, aligned(box, frame, edge)] as const),
  );
}

function aligned(box: Box, frame: Box, edge: AlignEdge): { readonly x: number; readonly y: number } {
  switch (edge) {
    case 'left':
      return { x: frame.x, y: box.y };
    case 'center':
      return { x: frame.x + (frame.width - box.width) / 2, y: box.y };
    case 'right':
      return { x: frame.x + frame.width - box.width, y: box.y };
    case 'top':
      return { x: box.x, y: frame.y };
    case 'middle':
      return { x: box.x, y: frame.y + (frame.height - box.height) / 2 };
    case 'bottom':
      return { x: box.x, y: frame.y + frame.height - box.height };
  }
}

/** The positions that put equal room between the states, the outer two staying. Fewer than three stay as they are. */
export function distribute(document: PipelineDocument, ids: readonly string[], axis: Axis, sizes?: Sizes): Positions {
  const boxes = boxesOf(document, sizes);
  const [at, length] = axis === 'horizontal' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const chosen = [...boxesFor(document, boxes, ids)].sort(([, a], [, b]) => a[at] - b[at]);
  if (chosen.length < 3) return {};
  const frame = around(chosen.map(([, box]) => box));
  const room = (frame[length] - chosen.reduce((sum, [, box]) => sum + box[length], 0)) / (chosen.length - 1);
  let next = frame[at];
  const spread = chosen.map(([id, box], n) => {
    const start = n === chosen.length - 1 ? frame[at] + frame[length] - box[length] : next;
    next = start + box[length] + room;
    return [id, { x: box.x, y: box.y, [at]: start }] as const;
  });
  return moved(document, boxes, spread);
}

const boxesFor = (document: PipelineDocument, boxes: Boxes, ids: readonly string[]): readonly (readonly [string, Box])[] =>
  treeOf(document)
    .outermost(ids)
    .flatMap((id) => {
      const box = boxes.absolute.get(id);
      return box ? [[id, box] as const] : [];
    });

/** Places on the whole drawing as positions relative to the state around; only those that change. */
function moved(document: PipelineDocument, boxes: Boxes, places: readonly (readonly [string, { readonly x: number; readonly y: number }])[]): Positions {
  return Object.fromEntries(
    places.flatMap(([id, place]) => {
      const [own, whole] = [boxes.relative.get(id) as Box, boxes.absolute.get(id) as Box];
      const next = { x: snap(own.x + place.x - whole.x), y: snap(own.y + place.y - whole.y) };
      const before = placementOf(document, id);
      return before && before.x === next.x && before.y === next.y ? [] : [[id, next]];
    }),
  );
}

/**
 * The positions that make a state lie around its children again after one was dragged over its left or upper edge: it grows that
 * way, and the children keep their place on the drawing. Empty when nothing sticks out.
 */
export function enclose(document: PipelineDocument, parent: string, sizes?: Sizes): Positions {
  if (parent === ROOT) return {};
  const { relative } = boxesOf(document, sizes);
  const own = relative.get(parent);
  const children = (treeOf(document).get(parent)?.children ?? []).flatMap((id) => {
    const box = relative.get(id);
    return box ? [[id, box] as const] : [];
  });
  if (!own || children.length === 0) return {};
  const dx = snap(Math.max(0, PADDING - Math.min(...children.map(([, box]) => box.x))));
  const dy = snap(Math.max(0, HEAD - Math.min(...children.map(([, box]) => box.y))));
  if (dx === 0 && dy === 0) return {};
  const inner = children.map(([id, box]) => [id, { x: box.x + dx, y: box.y + dy }] as const);
  return Object.fromEntries([[parent, { x: own.x - dx, y: own.y - dy }], ...inner]);
}

/** Where a state must be put in another parent to stay where it is on the drawing. */
export function positionIn(document: PipelineDocument, id: string, parent: string, sizes?: Sizes): Placement | null {
  const { absolute } = boxesOf(document, sizes);
  const box = absolute.get(id);
  const outer = parent === ROOT ? { x: 0, y: 0 } : absolute.get(parent);
  return box && outer ? { x: snap(box.x - outer.x), y: snap(box.y - outer.y) } : null;
}
