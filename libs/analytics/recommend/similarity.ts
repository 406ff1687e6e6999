import { ok, type Text } from '#kernel';
import type { Baskets } from '../baskets/baskets.js';
import { refuse, type Answer } from '../problem.js';
import { checkTerms, marginOf, strongest, type Offer, type OfferQuestion } from './next-best-offer.js';

export interface Neighbour {
  readonly item: string;
  /** Cosine of the two columns of who bought what, 0 to 1. */
  readonly similarity: number;
}

/** For each item its most similar others, the closest first; plain JSON. */
export interface ItemNeighbours {
  readonly neighbours: Readonly<Record<string, readonly Neighbour[]>>;
}

/**
 * Item-item cosine over customers (Sarwar et al. 2001; Linden et al. 2003): customers who bought both, by the root of the product of their buyers. A basket is here all that a customer ever bought.
 * `most`: neighbours kept an item, 20 by default; pairs seen together fewer than `minTogether` (2) times are left out.
 */
export function itemNeighbours(customers: Baskets, most = 20, minTogether = 2): ItemNeighbours {
  const lists = customersOf(customers);
  const together = new Int32Array(customers.items.length);
  const neighbours = customers.items.map((name, item) => {
    together.fill(0);
    for (const customer of lists[item] as Int32Array) {
      const end = customers.start[customer + 1] as number;
      for (let k = customers.start[customer] as number; k < end; k++)
        together[customers.item[k] as number] = (together[customers.item[k] as number] as number) + 1;
    }
    return [name, closest(customers, item, together, minTogether).slice(0, most)] as const;
  });
  return { neighbours: Object.fromEntries(neighbours) };
}

function closest({ items, counts }: Baskets, item: number, together: Int32Array, minTogether: number): Neighbour[] {
  const out: Neighbour[] = [];
  together.forEach((both, other) => {
    if (other === item || both < minTogether) return;
    out.push({ item: items[other] as string, similarity: both / Math.sqrt((counts[item] as number) * (counts[other] as number)) });
  });
  return out.sort((a, b) => b.similarity - a.similarity || (a.item < b.item ? -1 : 1));
}

/** Customers of each item. */
function customersOf({ n, items, counts, start, item }: Baskets): Int32Array[] {
  const lists = items.map((_, i) => new Int32Array(counts[i] as number));
  const filled = new Int32Array(items.length);
  for (let b = 0; b < n; b++) {
    const end = start[b + 1] as number;
    for (let k = start[b] as number; k < end; k++) {
      const at = item[k] as number;
      (lists[at] as Int32Array)[filled[at] as number] = b;
      filled[at] = (filled[at] as number) + 1;
    }
  }
  return lists;
}

/** Offers by the summed similarity to what the customer owns, times margin; the same exclusions as `nextBestOffers`. */
export function similarItemOffers({ neighbours }: ItemNeighbours, question: OfferQuestion): Answer<Offer[]> {
  const refused = checkTerms(question);
  if (refused) return refused;
  const owned = new Set(question.owned);
  const sums = new Map<string, Neighbour[]>();
  for (const own of owned) {
    for (const { item, similarity } of Object.hasOwn(neighbours, own) ? (neighbours[own] ?? []) : [])
      sums.set(item, [...(sums.get(item) ?? []), { item: own, similarity }]);
  }
  const offers = [...sums].flatMap(([item, reasons]) => {
    const margin = marginOf(item, question, owned);
    if (margin === null) return [];
    const because = reasons
      .sort((a, b) => b.similarity - a.similarity || (a.item < b.item ? -1 : 1))
      .slice(0, 3)
      .map((reason) => reason.item);
    return [{ item, margin, score: margin * reasons.reduce((sum, { similarity }) => sum + similarity, 0), because, text: sentence(item, because) }];
  });
  return ok(strongest(offers, question.most));
}

const sentence = (item: string, because: readonly string[]): Text => ({
  en: `Customers who have ${because.join(', ')} often have ${item} too.`,
  'zh-CN': `拥有${because.join('、')}的客户往往也拥有${item}。`,
});

export interface SimilarCustomer {
  /** Number of the basket. */
  readonly customer: number;
  readonly similarity: number;
  /** What both have. */
  readonly shared: readonly string[];
}

/** The customers whose purchases are closest by cosine, the closest first; ones with nothing in common are left out. Error: `analysis.option` when there is no such customer. */
export function similarCustomers(customers: Baskets, customer: number, most = 10): Answer<SimilarCustomer[]> {
  if (!Number.isInteger(customer) || customer < 0 || customer >= customers.n)
    return refuse('analysis.option', '/customer', 'There is no such customer.', '没有这个客户。', customer);
  const own = itemsOf(customers, customer);
  const wanted = new Set(own);
  const out: SimilarCustomer[] = [];
  for (let other = 0; other < customers.n; other++) {
    if (other === customer) continue;
    const items = itemsOf(customers, other);
    const shared = Array.from(
      items.filter((item) => wanted.has(item)),
      (item) => customers.items[item] as string,
    );
    if (shared.length > 0) out.push({ customer: other, similarity: shared.length / Math.sqrt(own.length * items.length), shared });
  }
  return ok(out.sort((a, b) => b.similarity - a.similarity || a.customer - b.customer).slice(0, most));
}

const itemsOf = ({ start, item }: Baskets, basket: number): Int32Array => item.subarray(start[basket], start[basket + 1]);
