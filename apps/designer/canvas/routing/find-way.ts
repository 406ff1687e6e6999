import { centerOf, DIRECTION, isUpright, lengthOf, segmentsOf, simplified, type Box, type Point } from './geometry.js';
import type { Lanes } from './lanes.js';
import type { Obstacles } from './obstacles.js';
import { CLEARANCE, plainWays, roundWays, straightWay, STUB, type Grid, type Touch } from './ways.js';

const BEND = 24;
const HIT = 1200;
const NEAR = 60;
const SHARED = 2;
const LANES = [0, 12, -12, 24, -24];

export interface Found {
  readonly points: readonly Point[];
  readonly cost: number;
  /** Runs through something because nothing better was found. */
  readonly isBlocked: boolean;
}

/**
 * The cheapest line between two ends: short, few corners, through no box, on no other line. Ways with few corners are tried first;
 * ways around come only when all of those are blocked, and not at all for a `quick` look. Deterministic.
 */
export function findWay(from: Touch, to: Touch, obstacles: Obstacles, lanes: Lanes, isQuick = false): Found {
  const straight = straightWay(from, to);
  if (straight) {
    const found = judged(straight, obstacles, lanes);
    if (!found.isBlocked && found.cost < lengthOf({ a: from.point, b: to.point }) + BEND) return found;
  }
  const plain = best(plainWays(from, to, gridOf(from, to, obstacles.boxes, 4)), obstacles, lanes, null);
  if (plain && (isQuick || !plain.isBlocked)) return plain;
  const found = isQuick ? null : best(roundWays(from, to, gridOf(from, to, obstacles.boxes, 5)), obstacles, lanes, plain);
  return found ?? judged(direct(from, to), obstacles, lanes);
}

function best(ways: Iterable<readonly Point[]>, obstacles: Obstacles, lanes: Lanes, known: Found | null): Found | null {
  let least = known;
  for (const way of ways) {
    // Most ways are longer than the best one before anything else is looked at.
    if (least !== null && leastCost(way) >= least.cost) continue;
    const found = judged(simplified(way), obstacles, lanes, least?.cost);
    if (least === null || found.cost < least.cost) least = found;
  }
  return least;
}

/** Length and corners, which no way costs less than. */
function leastCost(points: readonly Point[]): number {
  let cost = 0;
  let isLevel: boolean | null = null;
  for (let n = 1; n < points.length; n++) {
    const [a, b] = [points[n - 1] as Point, points[n] as Point];
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    if (length === 0) continue;
    const isNow = a.y === b.y;
    if (isLevel !== null && isNow !== isLevel) cost += BEND;
    isLevel = isNow;
    cost += length;
  }
  return cost;
}

function judged(points: readonly Point[], obstacles: Obstacles, lanes: Lanes, limit = Infinity): Found {
  let cost = leastCost(points);
  let isBlocked = false;
  for (let n = 1; n < points.length; n++) {
    const met = obstacles.met(points[n - 1] as Point, points[n] as Point);
    if (met === 0) continue;
    const hits = Math.floor(met);
    isBlocked ||= hits > 0;
    cost += hits * HIT + (met - hits) * 1000 * NEAR;
    if (cost >= limit) return { points, cost, isBlocked };
  }
  for (const segment of segmentsOf(points)) cost += SHARED * lanes.shared(segment);
  return { points, cost, isBlocked };
}

/** Columns and rows where corners may lie: in the middle, at the ends, along obstacles; with lanes beside them. */
function gridOf(from: Touch, to: Touch, obstacles: readonly Box[], most: number): Grid {
  const [a, b] = [stubOf(from), stubOf(to)];
  const near = nearest(obstacles, a, b, most);
  const along = (middle: number, ends: readonly number[], edges: readonly number[]): readonly number[] => [
    ...new Set([...LANES.map((lane) => Math.round(middle + lane)), ...ends, ...edges]),
  ];
  const push = (value: number, by: number): readonly number[] => [value, value + by * 12, value + by * 24];
  return {
    xs: along(
      (a.x + b.x) / 2,
      [...push(a.x, DIRECTION[from.side].x), ...push(b.x, DIRECTION[to.side].x)],
      near.flatMap(({ x, width }) => [x - CLEARANCE, x + width + CLEARANCE]),
    ),
    ys: along(
      (a.y + b.y) / 2,
      [...push(a.y, DIRECTION[from.side].y), ...push(b.y, DIRECTION[to.side].y)],
      near.flatMap(({ y, height }) => [y - CLEARANCE, y + height + CLEARANCE]),
    ),
  };
}

const stubOf = ({ point, side }: Touch): Point => ({ x: point.x + DIRECTION[side].x * STUB, y: point.y + DIRECTION[side].y * STUB });

/** The obstacles nearest to the middle between the ends, which is where a line must pass. */
function nearest(obstacles: readonly Box[], a: Point, b: Point, most: number): readonly Box[] {
  if (obstacles.length <= most) return obstacles;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const far = (box: Box): number => {
    const center = centerOf(box);
    return Math.abs(center.x - middle.x) + Math.abs(center.y - middle.y) - (box.width + box.height) / 2;
  };
  return [...obstacles].sort((one, other) => far(one) - far(other)).slice(0, most);
}

function direct(from: Touch, to: Touch): readonly Point[] {
  const [p, q] = [from.point, to.point];
  return isUpright(from.side) ? [p, { x: q.x, y: p.y }, q] : [p, { x: p.x, y: q.y }, q];
}
