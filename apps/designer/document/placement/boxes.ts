import type { PipelineDocument, StateKind } from '#pipeline';
import { placementOf, type Placement } from '../tree/placement.js';
import { ROOT, treeOf, type StateEntry, type StateTree } from '../tree/state-tree.js';

/** All lengths are pixels of the drawing at full size. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** How large a state was drawn; `undefined` where that is not known yet. States around others need no size. */
export type Sizes = (id: string) => Size | undefined;

/** Everything lies on a grid of this width. */
export const GRID = 4;
/** Room inside a state around others: at the sides and the foot, and for its head. */
export const PADDING = 24;
export const HEAD = 56;
/** Room between states that are placed without being asked. */
export const GAP_X = 80;
export const GAP_Y = 40;

export const snap = (value: number): number => Math.round(value / GRID) * GRID || 0;
export const snapped = <P extends { readonly x: number; readonly y: number }>(point: P): P => ({ ...point, x: snap(point.x), y: snap(point.y) });

const SIZES: Readonly<Record<StateKind, Size>> = {
  atomic: { width: 200, height: 64 },
  compound: { width: 280, height: 160 },
  parallel: { width: 280, height: 160 },
  final: { width: 160, height: 48 },
  history: { width: 40, height: 40 },
};

/** How large a state is drawn before it has been measured; for one around others the least. */
export const defaultSize = (kind: StateKind): Size => SIZES[kind];

/** Boxes of all states: relative to the state around, and on the whole drawing; and what all of them take up. */
export interface Boxes {
  readonly relative: ReadonlyMap<string, Box>;
  readonly absolute: ReadonlyMap<string, Box>;
  readonly bounds: Box;
}

/**
 * Where every state is drawn. A state around others is as large as they need, or larger where a person made it so. States that
 * were not placed yet stand in a row below the placed ones, so that nothing is ever hidden before the automatic layout has run.
 */
export function boxesOf(document: PipelineDocument, sizes: Sizes = () => undefined): Boxes {
  const tree = treeOf(document);
  const relative = new Map<string, Box>();
  layOutInside(document, tree, ROOT, sizes, relative);
  const absolute = new Map<string, Box>();
  for (const [id, entry] of tree.entries) {
    const own = relative.get(id);
    if (!own) continue;
    const around = entry.parent === null ? undefined : absolute.get(entry.parent);
    absolute.set(id, { ...own, x: own.x + (around?.x ?? 0), y: own.y + (around?.y ?? 0) });
  }
  return { relative, absolute, bounds: around([...absolute.values()]) };
}

/** Puts the boxes of everything inside a state into the map; answers the size the state needs. */
function layOutInside(document: PipelineDocument, tree: StateTree, parent: string, sizes: Sizes, into: Map<string, Box>): Size {
  const entry = tree.get(parent) as StateEntry;
  const placed: Box[] = [];
  const later: { readonly id: string; readonly size: Size }[] = [];
  for (const id of entry.children) {
    const child = tree.get(id) as StateEntry;
    const place = placementOf(document, id);
    const size = sizeOf(document, tree, child, place, sizes, into);
    if (place) {
      const box = { x: place.x, y: place.y, ...size };
      into.set(id, box);
      placed.push(box);
    } else later.push({ id, size });
  }
  for (const [id, box] of inRow(later, placed, parent === ROOT)) {
    into.set(id, box);
    placed.push(box);
  }
  return { width: Math.max(0, ...placed.map((box) => box.x + box.width)) + PADDING, height: Math.max(0, ...placed.map((box) => box.y + box.height)) + PADDING };
}

function sizeOf(document: PipelineDocument, tree: StateTree, entry: StateEntry, place: Placement | null, sizes: Sizes, into: Map<string, Box>): Size {
  const least = defaultSize(entry.kind);
  if (entry.children.length === 0) return sizes(entry.id) ?? { width: place?.width ?? least.width, height: place?.height ?? least.height };
  const needed = layOutInside(document, tree, entry.id, sizes, into);
  return {
    width: snapUp(Math.max(needed.width, place?.width ?? least.width)),
    height: snapUp(Math.max(needed.height, place?.height ?? least.height)),
  };
}

const snapUp = (value: number): number => Math.ceil(value / GRID) * GRID;

/** States of one row are at most this many, so that a hundred unplaced ones stay readable. */
const ROW = 8;

function inRow(states: readonly { readonly id: string; readonly size: Size }[], placed: readonly Box[], isTop: boolean): readonly (readonly [string, Box])[] {
  const left = isTop ? 0 : PADDING;
  let y = placed.length > 0 ? Math.max(...placed.map((box) => box.y + box.height)) + GAP_Y : isTop ? 0 : HEAD;
  let x = left;
  let tallest = 0;
  return states.map(({ id, size }, n) => {
    if (n > 0 && n % ROW === 0) {
      y += tallest + GAP_Y;
      [x, tallest] = [left, 0];
    }
    const box = { x, y, ...size };
    x += size.width + GAP_X;
    tallest = Math.max(tallest, size.height);
    return [id, snapped(box)] as const;
  });
}

/** The smallest box around all; an empty one at the origin around none. */
export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/** True when the boxes come nearer to each other than the gap. */
export const overlaps = (a: Box, b: Box, gap = 0): boolean =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
