import type { Box, Point } from './geometry.js';

const NEAR_PX = 8;

/** Boxes that a line goes around, kept as plain numbers: thousands of pieces are held against them. */
export class Obstacles {
  private readonly sides: Float64Array;

  constructor(readonly boxes: readonly Box[]) {
    this.sides = new Float64Array(boxes.length * 4);
    boxes.forEach(({ x, y, width, height }, n) => this.sides.set([x, y, x + width, y + height], n * 4));
  }

  /** Through how many boxes the piece runs, times 1; past how many it runs too near, times 0.001. */
  met(a: Point, b: Point): number {
    const left = a.x < b.x ? a.x : b.x;
    const right = a.x < b.x ? b.x : a.x;
    const top = a.y < b.y ? a.y : b.y;
    const bottom = a.y < b.y ? b.y : a.y;
    let met = 0;
    const { sides } = this;
    for (let n = 0; n < sides.length; n += 4) {
      const x = sides[n] as number;
      const y = sides[n + 1] as number;
      const x2 = sides[n + 2] as number;
      const y2 = sides[n + 3] as number;
      if (left >= x2 + NEAR_PX || right <= x - NEAR_PX || top >= y2 + NEAR_PX || bottom <= y - NEAR_PX) continue;
      met += left < x2 && right > x && top < y2 && bottom > y ? 1 : 0.001;
    }
    return met;
  }
}
