import type { Answer } from '../problem.js';
import { frequentItems, mined, type Baskets, type Found, type ItemSets, type MiningOptions } from './baskets.js';

/** An item that may follow a prefix, and the baskets with prefix and item. */
interface Extension {
  readonly item: number;
  readonly baskets: Int32Array;
}

/** Frequent item sets, depth first on lists of baskets (Zaki 2000, "Scalable algorithms for association mining"), in typed arrays. `fpGrowth` was faster on groceries (0.10 s against 0.17 s at support .001). */
export function eclat(baskets: Baskets, options: MiningOptions): Answer<ItemSets> {
  return mined(baskets, options, (minCount, maxLength, found) => {
    const lists = basketLists(baskets, frequentItems(baskets, minCount));
    new Search(minCount, maxLength, found, new Int32Array(baskets.n)).deepen([], lists);
  });
}

function basketLists({ n, counts, start, item }: Baskets, frequent: number): Extension[] {
  const lists = Array.from({ length: frequent }, (_, i) => ({ item: i, baskets: new Int32Array(counts[i] as number) }));
  const filled = new Int32Array(frequent);
  for (let b = 0; b < n; b++) {
    const end = start[b + 1] as number;
    for (let k = start[b] as number; k < end; k++) {
      const at = item[k] as number;
      if (at >= frequent) break; // items rise, rarer ones follow
      (lists[at] as Extension).baskets[filled[at] as number] = b;
      filled[at] = (filled[at] as number) + 1;
    }
  }
  return lists;
}

class Search {
  constructor(
    private readonly minCount: number,
    private readonly maxLength: number,
    private readonly found: Found,
    /** Where intersections are tried before they are copied to their size. */
    private readonly scratch: Int32Array,
  ) {}

  deepen(prefix: readonly number[], extensions: readonly Extension[]): void {
    for (let i = 0; i < extensions.length; i++) {
      const one = extensions[i] as Extension;
      const items = [...prefix, one.item];
      this.found.add(items, one.baskets.length);
      if (items.length >= this.maxLength) continue;
      const next: Extension[] = [];
      for (let j = i + 1; j < extensions.length; j++) {
        const other = extensions[j] as Extension;
        const size = this.intersect(one.baskets, other.baskets);
        if (size >= this.minCount) next.push({ item: other.item, baskets: this.scratch.slice(0, size) });
      }
      this.deepen(items, next);
    }
  }

  /** Writes what both rising lists hold to `scratch`; gives up early when too little can be left. */
  private intersect(a: Int32Array, b: Int32Array): number {
    let [i, j, size] = [0, 0, 0];
    const spareA = a.length - this.minCount;
    while (i < a.length && j < b.length) {
      const [x, y] = [a[i] as number, b[j] as number];
      if (x === y) {
        this.scratch[size++] = x;
        i += 1;
        j += 1;
      } else if (x < y) {
        i += 1;
        if (i - size > spareA) return 0;
      } else j += 1;
    }
    return size;
  }
}
