import type { Box } from '../../document/placement/index.js';

export type { Box };
export interface Point {
  readonly x: number;
  readonly y: number;
}
export const SIDES = ['right', 'left', 'top', 'bottom'] as const;
export type Side = (typeof SIDES)[number];

/** A horizontal or vertical piece of a line. */
export interface Segment {
  readonly a: Point;
  readonly b: Point;
}

export const isHorizontal = ({ a, b }: Segment): boolean => a.y === b.y;
export const lengthOf = ({ a, b }: Segment): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
export const centerOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
export const grown = ({ x, y, width, height }: Box, by: number): Box => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by });

export const meets = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** True when the piece runs through the inside of the box; along its border is outside. */
export function runsThrough({ a, b }: Segment, box: Box): boolean {
  const [left, right] = a.x < b.x ? [a.x, b.x] : [b.x, a.x];
  const [top, bottom] = a.y < b.y ? [a.y, b.y] : [b.y, a.y];
  return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
}

/** Which way a line leaves through a side. */
export const DIRECTION: Readonly<Record<Side, Point>> = { right: { x: 1, y: 0 }, left: { x: -1, y: 0 }, top: { x: 0, y: -1 }, bottom: { x: 0, y: 1 } };

export const isUpright = (side: Side): boolean => side === 'left' || side === 'right';

/** The pieces of a line, without empty ones. */
export function segmentsOf(points: readonly Point[]): readonly Segment[] {
  return points.slice(1).flatMap((b, n) => {
    const a = points[n] as Point;
    return a.x === b.x && a.y === b.y ? [] : [{ a, b }];
  });
}

/** The line without points that lie between two others of the same direction. */
export function simplified(points: readonly Point[]): readonly Point[] {
  const result: Point[] = [];
  for (const point of points) {
    const [before, last] = [result.at(-2), result.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    const isStraight = before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (isStraight) result.pop();
    result.push(point);
  }
  return result;
}
