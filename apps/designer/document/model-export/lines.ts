import type { Box } from '../placement/boxes.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const center = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** Where the straight line from the middle of a box towards a point leaves the box. */
export function borderTowards(box: Box, to: Point): Point {
  const from = center(box);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dx === 0 && dy === 0) return from;
  const scale = Math.min(dx === 0 ? Infinity : box.width / 2 / Math.abs(dx), dy === 0 ? Infinity : box.height / 2 / Math.abs(dy));
  return { x: from.x + dx * scale, y: from.y + dy * scale };
}

const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/**
 * A line between two boxes: straight for one, bent to the side for the `nth` further one between the same two; a loop above the box
 * for a transition back to itself; from the border inwards where one box lies in the other.
 */
export function lineBetween(source: Box, target: Box, nth: number): readonly Point[] {
  if (source === target) return loop(source, nth);
  if (isInside(target, source)) return [{ x: source.x, y: center(target).y }, borderTowards(target, { x: source.x, y: center(target).y })];
  if (isInside(source, target))
    return [borderTowards(source, { x: target.x + target.width, y: center(source).y }), { x: target.x + target.width, y: center(source).y }];
  const [a, b] = [center(source), center(target)];
  if (nth === 0) return [borderTowards(source, b), borderTowards(target, a)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const side = (nth % 2 === 1 ? 1 : -1) * Math.ceil(nth / 2) * 36;
  const bend = { x: (a.x + b.x) / 2 + ((a.y - b.y) / length) * side, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * side };
  return [borderTowards(source, bend), bend, borderTowards(target, bend)];
}

function loop(box: Box, nth: number): readonly Point[] {
  const [left, right, top] = [box.x + box.width * 0.6, box.x + box.width * 0.85, box.y - 28 - nth * 24];
  return [
    { x: left, y: box.y },
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: box.y },
  ];
}

/** The middle of a line of points, by length. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, n) => Math.hypot(point.x - (points[n]?.x ?? 0), point.y - (points[n]?.y ?? 0)));
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [n, length] of lengths.entries()) {
    const [a, b] = [points[n] as Point, points[n + 1] as Point];
    if (rest <= length && length > 0) return { x: a.x + ((b.x - a.x) * rest) / length, y: a.y + ((b.y - a.y) * rest) / length };
    rest -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}
