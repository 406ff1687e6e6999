import type { PipelineDocument } from '#pipeline';
import { ROOT, treeOf, type Placement } from '../../document/index.js';
import { boxesOf, overlaps, snap, type Box, type Sizes } from '../../document/placement/index.js';

const GAP = 72;

/**
 * Positions that push apart siblings which lie on each other since one of them grew: what stands to the right of it goes right, what
 * stands below goes down, in their order. Empty when nothing overlaps. States deeper inside are looked at first.
 */
export function makeRoom(document: PipelineDocument, sizes: Sizes): Readonly<Record<string, Placement>> {
  const tree = treeOf(document);
  const { relative } = boxesOf(document, sizes);
  const positions: Record<string, Placement> = {};
  const sizesNow = new Map<string, Box>(relative);
  const parents = [...tree.entries.values()].filter(({ children }) => children.length > 0).reverse();
  for (const { id, children } of parents) {
    const boxes = children.flatMap((child) => (sizesNow.has(child) ? [[child, sizesNow.get(child) as Box] as const] : []));
    const moved = pushedApart(boxes);
    for (const [child, box] of moved) {
      positions[child] = { x: box.x, y: box.y };
      sizesNow.set(child, box);
    }
    const own = sizesNow.get(id);
    if (moved.size > 0 && own && id !== ROOT) sizesNow.set(id, grownAround(own, children, sizesNow));
  }
  return positions;
}

function grownAround(own: Box, children: readonly string[], boxes: ReadonlyMap<string, Box>): Box {
  const inner = children.flatMap((child) => boxes.get(child) ?? []);
  const width = Math.max(own.width, ...inner.map((box) => box.x + box.width + 24));
  const height = Math.max(own.height, ...inner.map((box) => box.y + box.height + 24));
  return { ...own, width, height };
}

function pushedApart(boxes: readonly (readonly [string, Box])[]): ReadonlyMap<string, Box> {
  const moved = new Map<string, Box>();
  const placed: Box[] = [];
  for (const [id, box] of [...boxes].sort(([, a], [, b]) => a.x + a.y - b.x - b.y)) {
    let spot = box;
    for (let tries = 0; tries < placed.length; tries++) {
      const hit = placed.find((other) => overlaps(spot, other, 0));
      if (!hit) break;
      spot = box.x - hit.x >= box.y - hit.y ? { ...spot, x: snap(hit.x + hit.width + GAP) } : { ...spot, y: snap(hit.y + hit.height + GAP) };
    }
    placed.push(spot);
    if (spot !== box) moved.set(id, spot);
  }
  return moved;
}
