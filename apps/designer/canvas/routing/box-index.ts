import type { Box } from './geometry.js';

const CELL = 320;

/** Boxes found by place. A box may be moved; each question costs only the cells it touches. */
export class BoxIndex {
  private readonly cells = new Map<number, Set<string>>();
  private readonly boxes = new Map<string, Box>();

  set(id: string, box: Box): void {
    this.delete(id);
    this.boxes.set(id, box);
    for (const cell of cellsOf(box)) {
      const members = this.cells.get(cell);
      if (members) members.add(id);
      else this.cells.set(cell, new Set([id]));
    }
  }

  delete(id: string): void {
    const box = this.boxes.get(id);
    if (!box) return;
    for (const cell of cellsOf(box)) this.cells.get(cell)?.delete(id);
    this.boxes.delete(id);
  }

  get(id: string): Box | undefined {
    return this.boxes.get(id);
  }

  /** Ids of boxes near the area; some of them may not touch it. */
  near(area: Box): ReadonlySet<string> {
    const found = new Set<string>();
    for (const cell of cellsOf(area)) for (const id of this.cells.get(cell) ?? []) found.add(id);
    return found;
  }
}

function cellsOf({ x, y, width, height }: Box): readonly number[] {
  const cells: number[] = [];
  for (let cx = Math.floor(x / CELL); cx <= Math.floor((x + width) / CELL); cx++)
    for (let cy = Math.floor(y / CELL); cy <= Math.floor((y + height) / CELL); cy++) cells.push((cx + 50_000) * 100_000 + cy + 50_000);
  return cells;
}
