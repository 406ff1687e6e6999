import type { Box } from '../../document/placement/index.js';
import type { Point } from '../routing/index.js';

/** How much a place aside counts against one ahead. */
const ASIDE = 2;

/** The middle of a box, from where it is left. */
export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/**
 * The state that lies next in a direction: the nearest ahead, places aside counting double. `isSkipped` are those that are no
 * neighbours, such as what lies around. `null` where there is none.
 */
export function neighbourOf(
  boxes: ReadonlyMap<string, Box>,
  from: Point,
  towards: { readonly x: number; readonly y: number },
  isSkipped: (id: string) => boolean,
): string | null {
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const [id, box] of boxes) {
    if (isSkipped(id)) continue;
    const { x, y } = middleOf(box);
    const ahead = (x - from.x) * towards.x + (y - from.y) * towards.y;
    const aside = Math.abs((x - from.x) * towards.y) + Math.abs((y - from.y) * towards.x);
    if (ahead <= 0 || aside > ahead * 3) continue;
    const far = ahead + aside * ASIDE;
    if (best === null || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
