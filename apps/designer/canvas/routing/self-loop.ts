import type { Box, Point } from './geometry.js';

const REACH = 20;
const STEP = 14;

/** A line from a box to itself: out of its right side and into its top, further out for each one before it. */
export function selfLoop({ x, y, width }: Box, nth: number): readonly Point[] {
  const right = x + width;
  const out = REACH + nth * STEP;
  const top = { x: right - 24 - nth * STEP, y };
  return [{ x: right, y: y + 16 + nth * 6 }, { x: right + out, y: y + 16 + nth * 6 }, { x: right + out, y: y - out }, { x: top.x, y: y - out }, top];
}
