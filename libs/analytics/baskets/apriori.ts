import type { Answer } from '../problem.js';
import { frequentItems, mined, type Baskets, type Found, type ItemSets, type MiningOptions } from './baskets.js';

/** Candidates of one length as a tree: one item a level; a full path is a candidate with its count. */
interface Branch {
  readonly next: Map<number, Branch>;
  count: number;
}

const branch = (): Branch => ({ next: new Map(), count: 0 });

/** Frequent item sets, length by length: joined from shorter ones, dropped when a part is rare, counted in one pass (Agrawal & Srikant 1994). */
export function apriori(baskets: Baskets, options: MiningOptions): Answer<ItemSets> {
  return mined(baskets, options, (minCount, maxLength, found) => {
    const frequent = frequentItems(baskets, minCount);
    let level: number[][] = Array.from({ length: frequent }, (_, item) => [item]);
    level.forEach(([item]) => found.add([item as number], baskets.counts[item as number] as number));
    for (let length = 2; length <= maxLength && level.length > 1; length++) {
      const candidates = joined(level);
      if (candidates.length === 0) return;
      const root = treeOf(candidates);
      countAll(baskets, root, length, frequent);
      level = kept(candidates, root, minCount, found);
    }
  });
}

/** Pairs that agree in all but the last item, whose every part is frequent. `level` is in order. */
function joined(level: readonly (readonly number[])[]): number[][] {
  const known = new Set(level.map((items) => items.join(',')));
  const out: number[][] = [];
  for (let i = 0; i < level.length; i++) {
    const a = level[i] as readonly number[];
    for (let j = i + 1; j < level.length; j++) {
      const b = level[j] as readonly number[];
      if (!a.slice(0, -1).every((item, k) => item === b[k])) break;
      const items = [...a, b.at(-1) as number];
      if (items.every((_, k) => k >= items.length - 2 || known.has(items.filter((_item, at) => at !== k).join(',')))) out.push(items);
    }
  }
  return out;
}

function treeOf(candidates: readonly (readonly number[])[]): Branch {
  const root = branch();
  for (const items of candidates) {
    let at = root;
    for (const item of items) {
      const next = at.next.get(item) ?? branch();
      at.next.set(item, next);
      at = next;
    }
  }
  return root;
}

function countAll({ n, start, item }: Baskets, root: Branch, length: number, frequent: number): void {
  for (let b = 0; b < n; b++) {
    const from = start[b] as number;
    let to = start[b + 1] as number;
    while (to > from && (item[to - 1] as number) >= frequent) to -= 1;
    if (to - from >= length) walk(root, item, from, to, length);
  }
}

function walk(at: Branch, item: Int32Array, from: number, to: number, left: number): void {
  for (let k = from; k <= to - left; k++) {
    const next = at.next.get(item[k] as number);
    if (!next) continue;
    if (left === 1) next.count += 1;
    else walk(next, item, k + 1, to, left - 1);
  }
}

function kept(candidates: readonly number[][], root: Branch, minCount: number, found: Found): number[][] {
  return candidates.filter((items) => {
    let at: Branch | undefined = root;
    for (const item of items) at = at?.next.get(item);
    const count = at?.count ?? 0;
    if (count < minCount) return false;
    found.add(items, count);
    return true;
  });
}
