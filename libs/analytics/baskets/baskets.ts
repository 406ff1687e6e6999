import { ok } from '#kernel';
import { badOption, refuse, type Answer } from '../problem.js';

/** Baskets as numbers; items are numbered by falling frequency, then by name, so that item 0 is the commonest. */
export interface Baskets {
  readonly n: number;
  readonly items: readonly string[];
  /** Baskets with each item. */
  readonly counts: Int32Array;
  /** The items of basket b, rising and each once, are `item[start[b]]` to `item[start[b + 1] - 1]`. */
  readonly start: Int32Array;
  readonly item: Int32Array;
}

/** Names are trimmed, empty ones dropped, repeats in a basket counted once; an empty basket still counts as a basket. Error: `analysis.empty` without baskets. */
export function basketsOf(lists: readonly (readonly string[])[]): Answer<Baskets> {
  if (lists.length === 0) return refuse('analysis.empty', '', 'There are no baskets.', '没有任何购物篮。');
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const raw = lists.map((list) => {
    const seen = new Set<number>();
    for (const name of list) {
      const trimmed = name.trim();
      if (trimmed === '') continue;
      let number = numbers.get(trimmed);
      if (number === undefined) numbers.set(trimmed, (number = names.push(trimmed) - 1));
      seen.add(number);
    }
    return seen;
  });
  return ok(renumbered(raw, names));
}

function renumbered(raw: readonly ReadonlySet<number>[], names: readonly string[]): Baskets {
  const counts = new Int32Array(names.length);
  let total = 0;
  for (const basket of raw) for (const number of basket) counts[number] = (counts[number] as number) + 1;
  for (const basket of raw) total += basket.size;
  const order = names.map((_, i) => i).sort((a, b) => (counts[b] as number) - (counts[a] as number) || ((names[a] as string) < (names[b] as string) ? -1 : 1));
  const rank = new Int32Array(names.length);
  order.forEach((number, at) => (rank[number] = at));
  const start = new Int32Array(raw.length + 1);
  const item = new Int32Array(total);
  raw.forEach((basket, b) => {
    const from = start[b] as number;
    let to = from;
    for (const number of basket) item[to++] = rank[number] as number;
    item.subarray(from, to).sort();
    start[b + 1] = to;
  });
  return {
    n: raw.length,
    items: order.map((number) => names[number] as string),
    counts: Int32Array.from(order, (number) => counts[number] as number),
    start,
    item,
  };
}

/** Items bought together, rising, and the number of baskets that hold them all. */
export interface ItemSet {
  readonly items: readonly number[];
  readonly count: number;
}

/** All sets that are frequent enough, by length, then by items. */
export interface ItemSets {
  readonly n: number;
  readonly names: readonly string[];
  readonly minCount: number;
  readonly sets: readonly ItemSet[];
}

export interface MiningOptions {
  /** Share of the baskets, above 0 and at most 1; the least count is ceil(support x n). */
  readonly support: number;
  /** Longest set; 10 by default, as arules. */
  readonly maxLength?: number;
  /** More sets than this are refused; 1,000,000 by default. */
  readonly mostSets?: number;
}

/** Raised inside a search, and turned into a refusal by `mined`. */
export class TooManySets extends Error {}

/** Collects sets up to the limit. */
export class Found {
  readonly sets: ItemSet[] = [];
  constructor(private readonly most: number) {}
  add(items: readonly number[], count: number): void {
    if (this.sets.length >= this.most) throw new TooManySets();
    this.sets.push({ items, count });
  }
}

/** Checks the options, runs a search and puts its sets in order. Errors: `analysis.option`, `analysis.too-many`. */
export function mined(baskets: Baskets, options: MiningOptions, search: (minCount: number, maxLength: number, found: Found) => void): Answer<ItemSets> {
  const { support, maxLength = 10, mostSets = 1_000_000 } = options;
  if (!(support > 0 && support <= 1)) return badOption('/support', 'The support is above 0 and at most 1.', '支持度必须大于 0 且不超过 1。', support);
  if (!(maxLength >= 1)) return badOption('/maxLength', 'The longest set has at least 1 item.', '项集长度至少为 1。', maxLength);
  // A support such as 0.07 x 100 is 7.000000000000001 in binary: a whole number within rounding stays whole.
  const minCount = Math.max(1, Math.ceil(support * baskets.n - 1e-9));
  const found = new Found(mostSets);
  try {
    search(minCount, maxLength, found);
  } catch (error) {
    if (!(error instanceof TooManySets)) throw error;
    return refuse('analysis.too-many', '/support', `More than ${mostSets} item sets; raise the support.`, `项集超过 ${mostSets} 个；请提高支持度。`, support);
  }
  found.sets.sort((a, b) => a.items.length - b.items.length || compareItems(a.items, b.items));
  return ok({ n: baskets.n, names: baskets.items, minCount, sets: found.sets });
}

function compareItems(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return 0;
}

/** How many items are frequent by themselves: they are the first ones. */
export const frequentItems = ({ counts }: Baskets, minCount: number): number => {
  const end = counts.findIndex((count) => count < minCount);
  return end < 0 ? counts.length : end;
};
