import type { JsonObject } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { DOCUMENT_ORDER, withMember } from './members.js';

/**
 * Where a state is drawn: its top left corner, in pixels, counted from the top left corner of the state around it, so that moving
 * a state takes along what is inside. `width` and `height` only where a person set them.
 */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

/** Where the document says a state is drawn; `null` when it does not. */
export function placementOf(document: PipelineDocument, id: string): Placement | null {
  const place = document.layout && Object.hasOwn(document.layout, id) ? document.layout[id] : undefined;
  return place === undefined ? null : readPlacement(place);
}

const placements = new WeakMap<JsonObject, Placement | null>();

/** A layout entry as a placement, the same object for the same entry; `null` when it has no position. */
function readPlacement(place: JsonObject): Placement | null {
  const known = placements.get(place);
  if (known !== undefined) return known;
  const { x, y, width, height } = place;
  const isPlaced = typeof x === 'number' && typeof y === 'number';
  const size = { ...(typeof width === 'number' ? { width } : {}), ...(typeof height === 'number' ? { height } : {}) };
  const placement = isPlaced ? { x, y, ...size } : null;
  placements.set(place, placement);
  return placement;
}

/** The document with positions set; other members of a layout entry stay. */
export function withPositions(document: PipelineDocument, positions: Readonly<Record<string, Placement | null>>): PipelineDocument {
  let layout: Readonly<Record<string, JsonObject>> = document.layout ?? {};
  for (const [id, placement] of Object.entries(positions)) {
    const before = Object.hasOwn(layout, id) ? layout[id] : undefined;
    layout = withMember(layout, id, placement === null ? undefined : moved(before, placement));
  }
  return withMember(document, 'layout', Object.keys(layout).length > 0 ? layout : undefined, DOCUMENT_ORDER);
}

function moved(before: JsonObject | undefined, placement: Placement): JsonObject {
  const isSame = before !== undefined && Object.entries(placement).every(([key, value]) => before[key] === value);
  return isSame ? before : { ...before, ...placement };
}
