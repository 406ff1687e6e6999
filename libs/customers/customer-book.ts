import { PURCHASE_LOYALTY_WEIGHTS, type LoyaltyPart } from '#analytics';
import { epochMs, type Instant, type Text, type WorkspaceId, type Kept } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import type { CustomerKind, PurchaseAsk, PurchaseColumns, PurchaseReads, PurchaseSource, ValueFits } from './ports.js';
import type { Book } from './tasks/book.js';
import type { GivenFit } from './tasks/worth.js';

/** How purchases are looked at. */
export interface BookWish {
  readonly customer?: CustomerKind | undefined;
  readonly asOf?: Instant | undefined;
  readonly currency?: string | undefined;
  readonly months?: number | undefined;
  readonly monthlyRate?: number | undefined;
  readonly weights?: Partial<Readonly<Record<LoyaltyPart, number | undefined>>> | undefined;
}

/** On what the numbers rest. */
export interface Basis {
  readonly asOf: Instant;
  readonly customer: CustomerKind;
  readonly currency: string;
  readonly source: PurchaseSource;
  readonly method: Text;
  readonly customers: number;
  readonly purchases: number;
  readonly leftOut: PurchaseColumns['leftOut'] & { readonly afterMoment: number; readonly withoutPurchase: number };
}

export interface KnownBook {
  readonly basis: Basis;
  readonly book: Book;
  /** Ids in the order of the book's columns. */
  readonly ids: readonly string[];
  /** Place of a customer in the columns. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly ask: PurchaseAsk;
  readonly stamp: string;
}

/** Purchases, and the fit of their value where a model has one. */
export interface BookReads {
  readonly purchases: PurchaseReads;
  readonly fits: ValueFits;
}

/** What purchases say of every customer, reckoned in a thread and kept while nothing has changed. */
export class CustomerBooks {
  constructor(
    private readonly reads: BookReads,
    private readonly work: AnalysisWork,
    private readonly kept: Kept,
    private readonly now: () => Promise<Instant>,
  ) {}

  async of(workspace: WorkspaceId, wish: BookWish = {}): Promise<KnownBook> {
    const { source, currency: usual, stamp } = await this.reads.purchases.state(workspace);
    const ask: PurchaseAsk = { source, customer: wish.customer ?? 'account', currency: wish.currency ?? usual };
    const fit = ask.customer === 'account' && ask.currency === usual ? await this.fitFor(workspace, wish.asOf) : null;
    // A model that was removed and made anew begins at version 1 again.
    const key = JSON.stringify([workspace, stamp, ask, wish, fit?.model, fit?.version, fit?.trainedAt]);
    return this.kept.of(`book ${key}`, async () => this.make(workspace, ask, { wish, stamp, fit: fit && givenOf(fit) }));
  }

  /** That of the scores, so that a customer has one value everywhere; not one that has seen what came after the moment looked from. */
  private async fitFor(workspace: WorkspaceId, asOf: Instant | undefined): Promise<KnownFit | null> {
    const fit = await this.reads.fits.of(workspace);
    return !fit || (asOf !== undefined && asOf < fit.trainedAt) ? null : fit;
  }

  private async make(workspace: WorkspaceId, ask: PurchaseAsk, { wish, stamp, fit }: Making): Promise<KnownBook> {
    const asOf = wish.asOf ?? (await this.now());
    const columns = await this.reads.purchases.purchases(workspace, ask);
    const { customer, atMs, amount, customers } = columns;
    const book = await this.work.run('customers.book', {
      ...{ customers: customers.length, customer, atMs, amount, asOfMs: epochMs(asOf) },
      ...{ months: wish.months ?? 12, monthlyRate: wish.monthlyRate ?? 0.01, weights: weightsOf(wish.weights), fit },
    });
    const ids = Array.from(book.measures.customer, (place) => customers[place] as string);
    return {
      basis: basisOf(ask, asOf, columns, book),
      book,
      ids,
      placeOf: new Map(ids.map((id, place) => [id, place])),
      ask,
      stamp,
    };
  }
}

type KnownFit = NonNullable<Awaited<ReturnType<ValueFits['of']>>>;
const givenOf = ({ purchases, spending, version }: KnownFit): GivenFit => ({ purchases, spending, version });

interface Making {
  readonly wish: BookWish;
  readonly stamp: string;
  readonly fit: GivenFit | null;
}

/** Share of wallet cannot be known from purchases, so it has no weight. */
function weightsOf(wished: BookWish['weights'] = {}): Record<LoyaltyPart, number> {
  const { recency, frequency, tenure } = PURCHASE_LOYALTY_WEIGHTS;
  return { recency: wished.recency ?? recency, frequency: wished.frequency ?? frequency, tenure: wished.tenure ?? tenure, shareOfWallet: 0 };
}

const METHODS: Readonly<Record<PurchaseSource, Text>> = {
  orders: {
    en: 'Each order is a purchase, on its order date; orders with a negative amount are returns and lower the money, not the frequency.',
    'zh-CN': '每个订单为一次购买，以下单日期计；金额为负的订单为退货，减少金额而不减少频率。',
  },
  deals: {
    en: 'There are no orders, so won deals count as purchases, on the day they were closed.',
    'zh-CN': '没有订单，因此赢单的商机视为购买，以成交日期计。',
  },
};

const basisOf = (ask: PurchaseAsk, asOf: Instant, columns: PurchaseColumns, { measures }: Book): Basis => ({
  asOf,
  ...ask,
  method: METHODS[ask.source],
  customers: measures.customer.length,
  purchases: columns.customer.length - measures.afterMoment,
  leftOut: { ...columns.leftOut, afterMoment: measures.afterMoment, withoutPurchase: measures.withoutPurchase },
});
