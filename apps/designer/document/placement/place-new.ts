import type { PipelineDocument, StateKind } from '#pipeline';
import type { Placement } from '../tree/placement.js';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { boxesOf, defaultSize, GAP_X, GAP_Y, GRID, HEAD, overlaps, PADDING, snapped, type Box, type Sizes } from './boxes.js';

export interface NewPlace {
  readonly parent: string;
  readonly stateKind: StateKind;
  /** The state it comes after: the new one is put to its right. */
  readonly after?: string;
  /** Between `after` and this one, for a state put on an edge. */
  readonly before?: string;
  readonly sizes?: Sizes;
}

/**
 * Where a new state goes, relative to its parent: to the right of the one it comes after, else to the right of all; below, if there
 * is no room. Never nearer to another than a small gap, always on the grid.
 */
export function placeNew(document: PipelineDocument, { parent, stateKind, after, before, sizes }: NewPlace): Placement {
  const { relative, absolute } = boxesOf(document, sizes);
  const siblings = (treeOf(document).get(parent)?.children ?? []).flatMap((id) => relative.get(id) ?? []);
  const origin = absolute.get(parent) ?? { x: 0, y: 0 };
  const inParent = (id: string | undefined): Box | undefined => {
    const box = id === undefined ? undefined : absolute.get(id);
    return box && { ...box, x: box.x - origin.x, y: box.y - origin.y };
  };
  const wished = wish(inParent(after), inParent(before), siblings, parent, stateKind);
  const { x, y } = freeSpot(snapped({ ...wished, ...defaultSize(stateKind) }), siblings);
  return { x, y };
}

function wish(
  after: Box | undefined,
  before: Box | undefined,
  siblings: readonly Box[],
  parent: string,
  kind: StateKind,
): { readonly x: number; readonly y: number } {
  const size = defaultSize(kind);
  if (after && before) return { x: (after.x + after.width + before.x - size.width) / 2, y: (after.y + before.y) / 2 };
  if (after) return { x: after.x + after.width + GAP_X, y: after.y };
  const [first] = siblings;
  if (!first) return parent === ROOT ? { x: 0, y: 0 } : { x: PADDING, y: HEAD };
  return { x: Math.max(...siblings.map((box) => box.x + box.width)) + GAP_X, y: first.y };
}

const CLEARANCE = 16;

/** The box moved down as far as it must to stay clear of the others; at most below all of them. */
export function freeSpot(box: Box, others: readonly Box[]): Box {
  let spot = box;
  for (let tries = 0; tries <= others.length; tries++) {
    const hit = others.find((other) => overlaps(spot, other, CLEARANCE));
    if (!hit) return spot;
    spot = { ...spot, y: Math.ceil((hit.y + hit.height + GAP_Y) / GRID) * GRID };
  }
  return spot;
}
