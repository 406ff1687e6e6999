import { DIRECTION, isUpright, type Point, type Side } from './geometry.js';

/** How far a line keeps straight before its first corner, and away from boxes. */
export const STUB = 18;
export const CLEARANCE = 14;

/** One end of a way: where it touches a box, and at which side. */
export interface Touch {
  readonly point: Point;
  readonly side: Side;
}
/** Where corners may lie: columns for upright pieces, rows for level ones. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}
type Way = readonly Point[];

const flip = ({ x, y }: Point): Point => ({ x: y, y: x });
const FLIPPED: Readonly<Record<Side, Side>> = { right: 'bottom', bottom: 'right', left: 'top', top: 'left' };

/** Short ways first: up to three pieces, or one more where the sides are not alike. */
export const plainWays = (from: Touch, to: Touch, grid: Grid): Iterable<Way> => turned(from, to, grid, plainLevel);

/** Ways around something: two more corners. */
export const roundWays = (from: Touch, to: Touch, grid: Grid): Iterable<Way> => turned(from, to, grid, roundLevel);

type Maker = (from: Touch, to: Touch, grid: Grid) => Iterable<Way>;

/** The makers know ways that begin level; others are turned, made, and turned back. */
function turned(from: Touch, to: Touch, grid: Grid, make: Maker): Iterable<Way> {
  if (isUpright(from.side)) return make(from, to, grid);
  const turn = ({ point, side }: Touch): Touch => ({ point: flip(point), side: FLIPPED[side] });
  return flipped(make(turn(from), turn(to), { xs: grid.ys, ys: grid.xs }));
}

function* flipped(ways: Iterable<Way>): Generator<Way> {
  for (const way of ways) yield way.map(flip);
}

const leaves = ({ point, side }: Touch, x: number): boolean => (x - point.x) * DIRECTION[side].x >= STUB;
const arrives = ({ point, side }: Touch, y: number): boolean => (y - point.y) * DIRECTION[side].y >= STUB;

function* plainLevel(from: Touch, to: Touch, { xs, ys }: Grid): Generator<Way> {
  const [p, q] = [from.point, to.point];
  const firsts = xs.filter((x) => leaves(from, x));
  if (isUpright(to.side)) {
    for (const x of firsts) if (leaves(to, x)) yield [p, { x, y: p.y }, { x, y: q.y }, q];
    return;
  }
  if (leaves(from, q.x) && arrives(to, p.y)) yield [p, { x: q.x, y: p.y }, q];
  const lasts = ys.filter((y) => arrives(to, y));
  for (const x of firsts) for (const y of lasts) yield [p, { x, y: p.y }, { x, y }, { x: q.x, y }, q];
}

function* roundLevel(from: Touch, to: Touch, { xs, ys }: Grid): Generator<Way> {
  if (!isUpright(to.side)) return;
  const [p, q] = [from.point, to.point];
  const firsts = nearestTo(p.x, xs).filter((x) => leaves(from, x));
  const lasts = nearestTo(q.x, xs).filter((x) => leaves(to, x));
  for (const first of firsts)
    for (const last of lasts) for (const y of ys) yield [p, { x: first, y: p.y }, { x: first, y }, { x: last, y }, { x: last, y: q.y }, q];
}

/** Columns far from an end are of no use for its first piece. */
const NEAREST = 9;
const nearestTo = (at: number, values: readonly number[]): readonly number[] =>
  [...values].sort((a, b) => Math.abs(a - at) - Math.abs(b - at)).slice(0, NEAREST);

/** Straight facing ends: the line itself. */
export function straightWay(from: Touch, to: Touch): Way | null {
  const [p, q] = [from.point, to.point];
  const isLevel = isUpright(from.side) && isUpright(to.side) && p.y === q.y;
  const isPlumb = !isUpright(from.side) && !isUpright(to.side) && p.x === q.x;
  const [d, e] = [DIRECTION[from.side], DIRECTION[to.side]];
  const faces = (q.x - p.x) * d.x + (q.y - p.y) * d.y >= 0 && (p.x - q.x) * e.x + (p.y - q.y) * e.y >= 0;
  return (isLevel || isPlumb) && faces ? [p, q] : null;
}
