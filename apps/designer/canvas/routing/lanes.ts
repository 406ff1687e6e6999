import { isHorizontal, type Segment } from './geometry.js';

/** Lines nearer to each other than this count as lying on each other. */
export const LANE = 8;

interface Run {
  readonly edge: string;
  readonly from: number;
  readonly to: number;
}

/** Pieces are filed by stretches of this length, so that a question looks at few of them. */
const STRETCH = 512;

/** Which pieces of lines lie where, so that the next line finds a lane of its own. */
export class Lanes {
  private readonly runs = new Map<number, Run[]>();
  private readonly keys = new Map<string, readonly number[]>();

  add(edge: string, segments: readonly Segment[]): void {
    const keys: number[] = [];
    for (const segment of segments) {
      const { isLevel, lane, from, to } = placeOf(segment);
      for (let stretch = Math.floor(from / STRETCH); stretch <= Math.floor(to / STRETCH); stretch++) {
        const key = keyOf(isLevel, lane, stretch);
        const run = { edge, from: Math.max(from, stretch * STRETCH), to: Math.min(to, (stretch + 1) * STRETCH) };
        const list = this.runs.get(key);
        if (list) list.push(run);
        else this.runs.set(key, [run]);
        keys.push(key);
      }
    }
    this.keys.set(edge, keys);
  }

  delete(edge: string): void {
    for (const key of this.keys.get(edge) ?? [])
      this.runs.set(
        key,
        (this.runs.get(key) ?? []).filter((run) => run.edge !== edge),
      );
    this.keys.delete(edge);
  }

  /** How many pixels of the piece lie on other lines. */
  shared(segment: Segment): number {
    const { isLevel, lane, from, to } = placeOf(segment);
    let sum = 0;
    for (let stretch = Math.floor(from / STRETCH); stretch <= Math.floor(to / STRETCH); stretch++)
      for (let near = lane - 1; near <= lane + 1; near++)
        for (const run of this.runs.get(keyOf(isLevel, near, stretch)) ?? []) {
          const both = Math.min(to, run.to) - Math.max(from, run.from);
          if (both > 0) sum += near === lane ? both : both / 2;
        }
    return sum;
  }
}

const HALF = 1 << 20;
/** One number for orientation, lane and stretch; drawings are smaller than eight million pixels. */
const keyOf = (isLevel: boolean, lane: number, stretch: number): number => ((lane + HALF) * 65_536 + stretch + 32_768) * 2 + (isLevel ? 1 : 0);

function placeOf(segment: Segment): { readonly isLevel: boolean; readonly lane: number; readonly from: number; readonly to: number } {
  const { a, b } = segment;
  const isLevel = isHorizontal(segment);
  const [at, one, other] = isLevel ? [a.y, a.x, b.x] : [a.x, a.y, b.y];
  return { isLevel, lane: Math.round(at / LANE), from: Math.min(one, other), to: Math.max(one, other) };
}
