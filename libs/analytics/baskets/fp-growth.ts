import type { Answer } from '../problem.js';
import { frequentItems, mined, type Baskets, type Found, type ItemSets, type MiningOptions } from './baskets.js';

/** A prefix tree in columns; node 0 is the root. Nodes of one item form a list: `head[item]`, then `chain`. */
interface FpTree {
  readonly item: number[];
  readonly count: number[];
  readonly parent: number[];
  readonly chain: number[];
  readonly head: Int32Array;
  readonly totals: Float64Array;
  readonly children: Map<number, number>;
}

/** Keys of children are parent x width + item; 2^53 leaves room for 2^21 items times 2^32 nodes. */
const emptyTree = (width: number): FpTree => ({
  item: [-1],
  count: [0],
  parent: [-1],
  chain: [-1],
  head: new Int32Array(width).fill(-1),
  totals: new Float64Array(width),
  children: new Map(),
});

/** Frequent item sets without candidates, by growing patterns in prefix trees (Han, Pei & Yin 2000). */
export function fpGrowth(baskets: Baskets, options: MiningOptions): Answer<ItemSets> {
  return mined(baskets, options, (minCount, maxLength, found) => {
    const width = frequentItems(baskets, minCount);
    const tree = emptyTree(width);
    for (let b = 0; b < baskets.n; b++) {
      let to = baskets.start[b + 1] as number;
      const from = baskets.start[b] as number;
      while (to > from && (baskets.item[to - 1] as number) >= width) to -= 1;
      insert(tree, baskets.item.subarray(from, to), 1);
    }
    grow(tree, [], { minCount, maxLength, found });
  });
}

/** `items` rise, so the commonest come first and paths are shared. */
function insert(tree: FpTree, items: ArrayLike<number>, count: number): void {
  let at = 0;
  for (let k = 0; k < items.length; k++) {
    const item = items[k] as number;
    const key = at * tree.head.length + item;
    let next = tree.children.get(key);
    if (next === undefined) {
      next = tree.item.push(item) - 1;
      tree.count.push(0);
      tree.parent.push(at);
      tree.chain.push(tree.head[item] as number);
      tree.head[item] = next;
      tree.children.set(key, next);
    }
    tree.count[next] = (tree.count[next] as number) + count;
    tree.totals[item] = (tree.totals[item] as number) + count;
    at = next;
  }
}

interface Limits {
  readonly minCount: number;
  readonly maxLength: number;
  readonly found: Found;
}

/** Sets that end in `suffix`; each item in turn is put before it, with the tree of what leads there. */
function grow(tree: FpTree, suffix: readonly number[], limits: Limits): void {
  for (let item = 0; item < tree.head.length; item++) {
    const total = tree.totals[item] as number;
    if (total < limits.minCount) continue;
    const items = [item, ...suffix];
    limits.found.add(items, total);
    if (items.length < limits.maxLength && item > 0) grow(conditional(tree, item, limits.minCount), items, limits);
  }
}

function conditional(tree: FpTree, item: number, minCount: number): FpTree {
  const paths: { readonly items: number[]; readonly count: number }[] = [];
  const totals = new Float64Array(item);
  for (let node = tree.head[item] as number; node >= 0; node = tree.chain[node] as number) {
    const count = tree.count[node] as number;
    const items: number[] = [];
    for (let up = tree.parent[node] as number; up > 0; up = tree.parent[up] as number) {
      const above = tree.item[up] as number;
      items.push(above);
      totals[above] = (totals[above] as number) + count;
    }
    paths.push({ items: items.reverse(), count });
  }
  const smaller = emptyTree(item);
  for (const { items, count } of paths)
    insert(
      smaller,
      items.filter((one) => (totals[one] as number) >= minCount),
      count,
    );
  return smaller;
}
