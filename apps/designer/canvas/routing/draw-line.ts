import type { Point } from './geometry.js';

const RADIUS = 8;

/** The line as the `d` of an SVG path, its corners rounded. */
export function drawLine(points: readonly Point[], radius = RADIUS): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const corners = rest.slice(0, -1).map((corner, n) => rounded(points[n] as Point, corner, rest[n + 1] as Point, radius));
  return `M${first.x},${first.y}${corners.join('')}L${last.x},${last.y}`;
}

function rounded(before: Point, corner: Point, after: Point, radius: number): string {
  const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
  const [start, end] = [towards(corner, before, r), towards(corner, after, r)];
  return `L${start.x},${start.y}Q${corner.x},${corner.y} ${end.x},${end.y}`;
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) / whole) * by, y: from.y + ((to.y - from.y) / whole) * by };
}
