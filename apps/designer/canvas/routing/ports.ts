import { centerOf, clamp, isUpright, type Box, type Point, type Side } from './geometry.js';

/** One end of a line at a side of a box. */
export interface End {
  readonly edge: string;
  readonly node: string;
  readonly side: Side;
  readonly other: Box;
  readonly otherSide: Side;
}

const MARGIN = 10;
const GAP = 28;

/** Where each end at one side of one box touches it, so that lines neither cross at the side nor lie on each other. By edge. */
export function portsOn(box: Box, side: Side, ends: readonly End[]): ReadonlyMap<string, Point> {
  const [low, high] = rangeOf(box, side);
  const wished = ends.map((end, n) => ({ end, n, at: wishOf(box, side, end), far: along(centerOf(end.other), side) }));
  wished.sort((a, b) => a.at - b.at || a.far - b.far || a.n - b.n);
  const gap = Math.min(GAP, ends.length > 1 ? (high - low) / (ends.length - 1) : 0);
  const places = spread(
    wished.map(({ at }) => at),
    gap,
    low,
    high,
  );
  return new Map(wished.map(({ end }, n) => [end.edge, pointAt(box, side, places[n] as number)]));
}

function rangeOf(box: Box, side: Side): readonly [number, number] {
  const [start, length] = isUpright(side) ? [box.y, box.height] : [box.x, box.width];
  const margin = Math.min(MARGIN, length / 3);
  return [start + margin, start + length - margin];
}

const along = (point: Point, side: Side): number => (isUpright(side) ? point.y : point.x);

/** Facing sides meet in the middle of what they share, which makes the line straight; else the middle of the side. */
function wishOf(box: Box, side: Side, { other, otherSide }: End): number {
  const [low, high] = rangeOf(box, side);
  if (isUpright(side) === isUpright(otherSide)) {
    const [from, to] = rangeOf(other, side);
    const shared = [Math.max(low, from), Math.min(high, to)] as const;
    if (shared[0] <= shared[1]) return (shared[0] + shared[1]) / 2;
  }
  const middle = along(centerOf(box), side);
  return high - low > 120 ? clamp(along(centerOf(other), side), low, high) : middle;
}

/** The wishes, in order, moved apart to the gap and kept in the range. */
function spread(wishes: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const places: number[] = [];
  for (const wish of wishes) places.push(Math.max(wish, (places.at(-1) ?? -Infinity) + gap));
  const drift = places.reduce((sum, place, n) => sum + place - (wishes[n] as number), 0) / Math.max(1, places.length);
  const first = (places[0] ?? 0) - drift;
  const last = (places.at(-1) ?? 0) - drift;
  const shift = first < low ? low - first : last > high ? high - last : 0;
  return places.map((place) => clamp(Math.round(place - drift + shift), low, high));
}

function pointAt(box: Box, side: Side, at: number): Point {
  switch (side) {
    case 'right':
      return { x: box.x + box.width, y: at };
    case 'left':
      return { x: box.x, y: at };
    case 'top':
      return { x: at, y: box.y };
    case 'bottom':
      return { x: at, y: box.y + box.height };
  }
}
