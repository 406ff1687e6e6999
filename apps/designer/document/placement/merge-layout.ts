import type { PipelineDocument } from '#pipeline';
import { placementOf, type Placement } from '../tree/placement.js';
import { treeOf } from '../tree/state-tree.js';
import { boxesOf, snapped, type Box, type Sizes } from './boxes.js';
import { freeSpot } from './place-new.js';

export interface MergeOptions {
  /** `placed`: states that have a position keep it. `none`: all are placed anew. */
  readonly keep: 'placed' | 'none';
  readonly sizes?: Sizes;
}

/**
 * The positions to set so that an automatic layout (relative to the state around, as the document's) takes effect, for `layout.set`.
 * With `keep: 'placed'` only states without a position get one: the automatic drawing is shifted to where the kept ones are, and
 * what would then touch a kept one goes below it.
 */
export function mergeLayout(
  document: PipelineDocument,
  automatic: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
  { keep, sizes }: MergeOptions,
): Readonly<Record<string, Placement>> {
  const { relative } = boxesOf(document, sizes);
  const positions: Record<string, Placement> = {};
  for (const entry of treeOf(document).entries.values()) {
    const known = entry.children.filter((id) => automatic.has(id));
    const kept = keep === 'none' ? [] : entry.children.filter((id) => placementOf(document, id) !== null);
    const boxOf = (id: string): Box => relative.get(id) as Box;
    const shift = shiftOf(kept.filter((id) => automatic.has(id)).map((id) => [boxOf(id), automatic.get(id) as Box] as const));
    const taken = kept.map(boxOf);
    for (const id of known) {
      if (kept.includes(id)) continue;
      const at = automatic.get(id) as { readonly x: number; readonly y: number };
      const wished = snapped({ ...boxOf(id), x: at.x + shift.x, y: at.y + shift.y });
      const spot = kept.length > 0 ? freeSpot(wished, taken) : wished;
      taken.push(spot);
      positions[id] = { x: spot.x, y: spot.y };
    }
  }
  return positions;
}

type Point = { readonly x: number; readonly y: number };

/** How far the automatic drawing lies from the kept states: the median, so that one state far away does not pull the rest along. */
function shiftOf(pairs: readonly (readonly [Point, Point])[]): Point {
  return { x: median(pairs.map(([kept, automatic]) => kept.x - automatic.x)), y: median(pairs.map(([kept, automatic]) => kept.y - automatic.y)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
