import { isJsonObject, type Json } from '#kernel';
import type { PipelineDocument } from '#pipeline';

/** A line of two texts side by side; numbers count from 1, `null` on the side that does not have the line. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** The document as people compare it: keys sorted, two blanks a level. Equal documents give equal text, whatever their order of members. */
export const canonicalLines = (document: PipelineDocument): readonly string[] => JSON.stringify(sorted(document as unknown as Json), null, 2).split('\n');

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

/** What differs between two documents, line by line. */
export const diffText = (before: PipelineDocument, after: PipelineDocument): readonly DiffLine[] => diffLines(canonicalLines(before), canonicalLines(after));

/** Beyond this many differing lines the rest is shown as removed and added: the shortest script would take too long to find. */
const MAX_EDITS = 2000;

/**
 * A shortest way from one list of lines to the other (E. W. Myers, An O(ND) difference algorithm, 1986), removals before additions.
 * Applying it gives the other text, always; it is the shortest up to 2,000 differing lines.
 */
export function diffLines(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const head = sharedHead(a, b);
  const tail = sharedTail(a, b, head);
  const script = shortestScript(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  const push = (kind: DiffLine['kind']): void => {
    const text = (kind === 'added' ? b[j] : a[i]) as string;
    lines.push({ kind, text, before: kind === 'added' ? null : i + 1, after: kind === 'removed' ? null : j + 1 });
    if (kind !== 'added') i++;
    if (kind !== 'removed') j++;
  };
  for (let n = 0; n < head; n++) push('same');
  for (const kind of script) push(kind);
  for (let n = 0; n < tail; n++) push('same');
  return lines;
}

function sharedHead(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function sharedTail(a: readonly string[], b: readonly string[], head: number): number {
  let n = 0;
  while (n < a.length - head && n < b.length - head && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

type Kinds = DiffLine['kind'][];

/** How far each diagonal `k` reached, for `k` from `-radius` to `radius`. */
class Reach {
  constructor(
    private readonly radius: number,
    private readonly values = new Int32Array(2 * radius + 1),
  ) {}
  at(k: number): number {
    return this.values[k + this.radius] ?? 0;
  }
  set(k: number, x: number): void {
    this.values[k + this.radius] = x;
  }
  /** A copy of the inner diagonals. */
  inner(radius: number): Reach {
    return new Reach(radius, this.values.slice(this.radius - radius, this.radius + radius + 1));
  }
}

function shortestScript(a: readonly string[], b: readonly string[]): Kinds {
  const most = Math.min(a.length + b.length, MAX_EDITS);
  const reach = new Reach(most + 1);
  const trace: Reach[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.inner(d + 1));
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(reach, k, d) ? reach.at(k + 1) : reach.at(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length, d);
    }
  }
  return [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)];
}

const isDown = (reach: Reach, k: number, d: number): boolean => k === -d || (k !== d && reach.at(k - 1) < reach.at(k + 1));

function walkBack(trace: readonly Reach[], endX: number, endY: number, depth: number): Kinds {
  const kinds: Kinds = [];
  let [x, y] = [endX, endY];
  for (let d = depth; d >= 0; d--) {
    const reach = trace[d] as Reach;
    const k = x - y;
    const from = isDown(reach, k, d) ? k + 1 : k - 1;
    const startX = reach.at(from);
    const startY = startX - from;
    while (x > startX && y > startY) {
      kinds.push('same');
      [x, y] = [x - 1, y - 1];
    }
    if (d > 0) kinds.push(from === k + 1 ? 'added' : 'removed');
    [x, y] = [startX, startY];
  }
  return kinds.reverse();
}
