import { BoxIndex } from './box-index.js';
import { isHorizontal, lengthOf, meets, segmentsOf, type Box, type Point } from './geometry.js';
import type { Size } from '../../document/placement/index.js';

export interface Labelled {
  readonly id: string;
  readonly points: readonly Point[];
  readonly size: Size;
}

const GAP = 4;
const ON_BOX = 1000;
const ON_LABEL = 1400;
const SHARES = [0.5, 0.35, 0.65, 0.2, 0.8];

/** The middle of a label, and how wide it may be where its line is short. */
export interface LabelPlace extends Point {
  readonly width: number;
}

/** A label is not cut below this. */
const LEAST_WIDTH = 72;

/**
 * Where the middle of each label goes on its line: on long level pieces first, on no box and no other label. `boxes` are those that
 * hide what lies on them. Lines are taken in order; earlier ones have the first choice.
 */
export function placeLabels(lines: readonly Labelled[], boxes: Iterable<Box>): ReadonlyMap<string, LabelPlace> {
  const index = new BoxIndex();
  let n = 0;
  for (const box of boxes) index.set(`b${n++}`, box);
  const places = new Map<string, LabelPlace>();
  for (const line of lines) {
    const place = placeOf(line, index);
    places.set(line.id, place);
    index.set(`l${line.id}`, areaAt(place, { width: place.width, height: line.size.height }));
  }
  return places;
}

const areaAt = ({ x, y }: Point, { width, height }: Size): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

function placeOf({ points, size: { width: whole, height } }: Labelled, index: BoxIndex): LabelPlace {
  let best: LabelPlace = { ...(points[0] ?? { x: 0, y: 0 }), width: whole };
  let least = Infinity;
  for (const segment of segmentsOf(points)) {
    const isLevel = isHorizontal(segment);
    const room = lengthOf(segment) - 16;
    const width = isLevel && room < whole ? Math.max(LEAST_WIDTH, Math.min(whole, room)) : whole;
    const size = { width, height };
    const needed = isLevel ? whole : height;
    for (const [n, share] of SHARES.entries()) {
      const place = { x: Math.round(segment.a.x + (segment.b.x - segment.a.x) * share), y: Math.round(segment.a.y + (segment.b.y - segment.a.y) * share) };
      const tight = Math.max(0, needed - room);
      const cost = n * 12 + tight * 2 + (isLevel ? 0 : 40) - Math.min(60, lengthOf(segment) / 8) + collisions(areaAt(place, size), index);
      if (cost < least) [best, least] = [{ ...place, width }, cost];
    }
  }
  return best;
}

function collisions(area: Box, index: BoxIndex): number {
  const wide = { x: area.x - GAP, y: area.y - GAP, width: area.width + 2 * GAP, height: area.height + 2 * GAP };
  let cost = 0;
  for (const id of index.near(wide)) {
    const box = index.get(id);
    if (box && meets(box, wide)) cost += id.startsWith('l') ? ON_LABEL : ON_BOX * (id.startsWith('b') ? overlapShare(wide, box) + 0.2 : 1);
  }
  return cost;
}

function overlapShare(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return (width * height) / (a.width * a.height);
}
