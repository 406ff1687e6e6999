import { type ItemNeighbours, type Rule } from '#analytics';
import { type Text, UserError, type WorkspaceId, type Kept } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import type { BookWish, CustomerBooks, KnownBook } from './customer-book.js';
import { offsetOf, pageOfRead, sizeOf, type PageAsk } from './pages.js';
import type { Holding, LineColumns, ProductRow, PurchaseReads } from './ports.js';
import { rounded } from './rows.js';
import type { RulesOutput } from './tasks/lines.js';

export interface Product {
  readonly id: string;
  readonly name: string;
}

export interface RulesWish {
  readonly support?: number | undefined;
  readonly confidence?: number | undefined;
  readonly lift?: number | undefined;
}

/** The lines of a workspace with the names of their products. */
export interface KnownLines {
  readonly lines: LineColumns;
  /** By id. */
  readonly products: ReadonlyMap<string, ProductRow>;
}

const MOST_EDGES = 60;
const DEFAULTS = { support: 0.02, confidence: 0.2, lift: 1 };

/** What is bought together. */
export class BasketInsights {
  constructor(
    private readonly books: CustomerBooks,
    private readonly reads: PurchaseReads,
    private readonly work: AnalysisWork,
    private readonly kept: Kept,
  ) {}

  async rules(workspace: WorkspaceId, wish: BookWish, of: RulesWish & { readonly product?: string | undefined; readonly limit?: number | undefined }) {
    const known = await this.books.of(workspace, wish);
    const { lines, products } = await this.linesOf(workspace, known);
    const found = await this.rulesOf(workspace, known, of);
    const name = (place: string): Product => productAt(lines, products, Number(place));
    const rules = found.rules.filter(
      ({ left, right }) => of.product === undefined || [...left, ...right].some((place) => lines.products[Number(place)] === of.product),
    );
    const shown = rules.slice(0, of.limit ?? 100);
    return {
      basis: known.basis,
      lacking: found.lack,
      basketIs: known.ask.source === 'orders' ? ('order' as const) : ('customer' as const),
      baskets: lines.baskets,
      rules: shown.map((rule) => shownRule(rule, name)),
      found: rules.length,
      graph: graphOf(rules, found.counts, name),
    };
  }

  /** The orders (or customers) that hold all of the products, newest first. */
  async orders(
    workspace: WorkspaceId,
    wish: BookWish,
    of: PageAsk & { readonly products: readonly string[] },
  ): Promise<{ readonly items: readonly Holding[]; readonly next: string | null }> {
    const { ask, basis } = await this.books.of(workspace, wish);
    const read = await this.reads.holding(workspace, ask, { products: of.products, until: basis.asOf, offset: offsetOf(of), limit: sizeOf(of) });
    return pageOfRead(read, of);
  }

  /** Products with the same buyers, the closest first. Throws UserError `product.unknown`. */
  async similar(workspace: WorkspaceId, wish: BookWish, product: string): Promise<readonly (Product & { readonly similarity: number })[]> {
    const known = await this.books.of(workspace, wish);
    const { lines, products } = await this.linesOf(workspace, known);
    if (!products.has(product)) throw unknownProduct(product);
    const { neighbours } = await this.neighboursOf(workspace, known);
    const place = String(lines.products.indexOf(product));
    const own = Object.hasOwn(neighbours, place) ? (neighbours[place] ?? []) : [];
    return own.map(({ item, similarity }) => ({ ...productAt(lines, products, Number(item)), similarity: rounded(similarity) }));
  }

  linesOf(workspace: WorkspaceId, { ask, stamp, basis }: KnownBook): Promise<KnownLines> {
    return this.kept.of(`lines ${JSON.stringify([workspace, stamp, ask, basis.asOf])}`, async () => {
      const [lines, rows] = await Promise.all([this.reads.lines(workspace, ask, basis.asOf), this.reads.products(workspace)]);
      return { lines, products: new Map(rows.map((row) => [row.id, row])) };
    });
  }

  async rulesOf(workspace: WorkspaceId, known: KnownBook, wish: RulesWish): Promise<RulesOutput> {
    const { lines } = await this.linesOf(workspace, known);
    const { support = DEFAULTS.support, confidence = DEFAULTS.confidence, lift = DEFAULTS.lift } = wish;
    const key = JSON.stringify([workspace, known.stamp, known.ask, known.basis.asOf, support, confidence, lift]);
    return this.kept.of(`rules ${key}`, () => this.work.run('customers.rules', { lines, support, confidence, lift }));
  }

  async neighboursOf(workspace: WorkspaceId, known: KnownBook): Promise<ItemNeighbours> {
    const { lines } = await this.linesOf(workspace, known);
    const key = JSON.stringify([workspace, known.stamp, known.ask, known.basis.asOf]);
    return this.kept.of(`neighbours ${key}`, () => this.work.run('customers.neighbours', { lines }));
  }
}

/** A product that was removed has its id for a name. */
export function productAt(lines: LineColumns, products: ReadonlyMap<string, ProductRow>, place: number): Product {
  const id = lines.products[place] as string;
  return { id, name: products.get(id)?.name ?? id };
}

function shownRule({ left, right, count, support, confidence, lift, conviction }: Rule, name: (place: string) => Product) {
  const [from, to] = [left.map(name), right.map(name)];
  return {
    left: from,
    right: to,
    count,
    support: rounded(support),
    confidence: rounded(confidence),
    lift: rounded(lift),
    conviction: conviction === null ? null : rounded(conviction),
    text: ruleText(from, to, { confidence, lift, count }),
  };
}

export function ruleText(from: readonly Product[], to: readonly Product[], { confidence, lift, count }: Pick<Rule, 'confidence' | 'lift' | 'count'>): Text {
  const [share, times] = [Math.round(confidence * 100), lift.toFixed(1)];
  const names = (list: readonly Product[], between: string): string => list.map(({ name }) => name).join(between);
  return {
    en: `With ${names(from, ', ')}, ${share} % also take ${names(to, ', ')}: ${times} times as often as others (${count} cases).`,
    'zh-CN': `购买${names(from, '、')}时，${share}% 也购买${names(to, '、')}：是平均水平的 ${times} 倍（${count} 例）。`,
  };
}

/** Pairs alone: one product on each side; the strongest direction of each pair. */
function graphOf(rules: readonly Rule[], counts: readonly number[], name: (place: string) => Product) {
  const pairs = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.left.length !== 1 || rule.right.length !== 1) continue;
    const key = [...rule.left, ...rule.right].sort().join(' ');
    if ((pairs.get(key)?.confidence ?? -1) < rule.confidence) pairs.set(key, rule);
  }
  const strongest = [...pairs.values()].slice(0, MOST_EDGES);
  const places = new Set(strongest.flatMap(({ left, right }) => [...left, ...right]));
  return {
    nodes: [...places].map((place) => ({ ...name(place), baskets: counts[Number(place)] ?? 0 })),
    edges: strongest.map(({ left, right, lift, confidence, count }) => ({
      from: name(left[0] as string).id,
      to: name(right[0] as string).id,
      lift: rounded(lift),
      confidence: rounded(confidence),
      count,
    })),
  };
}

const unknownProduct = (got: string): UserError =>
  new UserError('not-found', { code: 'product.unknown', at: '/id', text: { en: 'There is no such product.', 'zh-CN': '没有这个产品。' }, got });
