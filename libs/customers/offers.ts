import { nextBestOffers, similarItemOffers, type ItemNeighbours, type OfferTerms, type Rule } from '#analytics';
import type { Text } from '#kernel';
import { type KnownLines, productAt, ruleText, type Product } from './basket-insights.js';
import { cents, rounded } from './rows.js';

/** Something to offer, and why. */
export interface Offer {
  readonly product: Product;
  readonly score: number;
  readonly margin: number;
  readonly price: number | null;
  readonly by: 'rule' | 'similarity';
  readonly because: readonly Product[];
  readonly text: Text;
}

export interface OfferWish {
  readonly most: number;
  /** Only products of these categories; all when empty. */
  readonly categories?: readonly string[];
  /** Ids or names never to be offered. */
  readonly except?: readonly string[];
}

/** What a customer has. */
export interface Owned extends KnownLines {
  /** Places in the products of the lines. */
  readonly places: ReadonlySet<number>;
  readonly owned: readonly Product[];
}

/** Of the price, where a product has no margin filled in. */
const USUAL_MARGIN = 0.3;

/** Offers by rules whose left side the customer has, the best first; then products of like buyers that no rule named. */
export function offersFor(
  { lines, products, places }: Owned,
  by: { readonly rules: readonly Rule[]; readonly neighbours: ItemNeighbours },
  wish: OfferWish,
): readonly Offer[] {
  const question = { owned: Array.from(places, String), terms: termsOf({ lines, products }, wish), most: wish.most };
  const byRule = nextBestOffers(by.rules, question);
  const found = byRule.ok ? byRule.value.map((one) => shown({ lines, products }, one, 'rule')) : [];
  const bySimilarity = similarItemOffers(by.neighbours, { ...question, excluded: byRule.ok ? byRule.value.map(({ item }) => item) : [] });
  const more = bySimilarity.ok ? bySimilarity.value.map((one) => shown({ lines, products }, one, 'similarity')) : [];
  return [...found, ...more].slice(0, wish.most);
}

/** Margin and eligibility by place: what is not sold, not of the categories, or excepted is never offered. */
function termsOf({ lines, products }: KnownLines, { categories = [], except = [] }: OfferWish): Record<string, OfferTerms> {
  const terms: Record<string, OfferTerms> = {};
  lines.products.forEach((id, place) => {
    const row = products.get(id);
    if (!row) return;
    const margin = Math.max(0, row.margin ?? (row.price ?? 0) * USUAL_MARGIN);
    const isWanted = categories.length === 0 || (row.category !== null && categories.includes(row.category));
    terms[String(place)] = { margin: margin > 0 ? margin : 1, eligible: row.isSold && isWanted && !except.includes(id) && !except.includes(row.name) };
  });
  return terms;
}

function shown(
  { lines, products }: KnownLines,
  one: { readonly item: string; readonly score: number; readonly margin: number; readonly because: readonly string[]; readonly rule?: Rule },
  by: Offer['by'],
): Offer {
  const product = productAt(lines, products, Number(one.item));
  const because = one.because.map((place) => productAt(lines, products, Number(place)));
  return {
    product,
    score: rounded(one.score),
    margin: cents(one.margin),
    price: products.get(product.id)?.price ?? null,
    by,
    because,
    text: one.rule ? ruleText(because, [product], one.rule) : alikeText(because, product),
  };
}

const alikeText = (because: readonly Product[], { name }: Product): Text => ({
  en: `Customers who have ${because.map((one) => one.name).join(', ')} often have ${name} too.`,
  'zh-CN': `拥有${because.map((one) => one.name).join('、')}的客户往往也拥有${name}。`,
});
