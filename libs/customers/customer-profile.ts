import { RFM_GROUPS } from '#analytics';
import { type Text, UserError, type WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import { type BasketInsights, productAt, type Product } from './basket-insights.js';
import { riskRow } from './churn.js';
import type { BookWish, CustomerBooks, KnownBook } from './customer-book.js';
import { offersFor, type Offer, type OfferWish, type Owned } from './offers.js';
import type { CustomerKind, PurchaseReads } from './ports.js';
import { loyaltyRow, rfmRow, rounded, valueRow } from './rows.js';
import { tooFewCustomers, type Lack } from './tasks/book.js';

/** Rules for offers may be rarer than those of a table: what few had is worth a try. */
const OFFER_RULES = { support: 0.005, confidence: 0.05, lift: 1 };
const MOST_ALIKE = 5;

/** One customer: all that is known, and what to offer next. */
export class CustomerProfiles {
  constructor(
    private readonly books: CustomerBooks,
    private readonly baskets: BasketInsights,
    private readonly reads: PurchaseReads,
    private readonly work: AnalysisWork,
  ) {}

  /** Throws UserError `record.not-found`. */
  async of(workspace: WorkspaceId, object: CustomerKind, id: string, wish: BookWish) {
    await this.assertThere(workspace, object, id);
    const known = await this.books.of(workspace, { ...wish, customer: object });
    const place = known.placeOf.get(id);
    const there = await this.owned(workspace, known, id);
    return {
      basis: known.basis,
      lacking: place === undefined ? tooLittle() : known.book.rfm.lack,
      rfm: place === undefined || known.book.rfm.lack ? null : rfmShown(known, place),
      value: place === undefined ? null : valueRow(known, place),
      risk: place === undefined ? null : riskRow(known, place),
      loyalty: place === undefined ? null : loyaltyShown(known, place),
      owned: there.owned,
      offers: await this.offersOf(workspace, known, there, { most: 3 }),
      alike: await this.alike(workspace, there, id),
    };
  }

  /** Next best offers of a customer. Throws UserError `record.not-found`. */
  async offers(
    workspace: WorkspaceId,
    object: CustomerKind,
    id: string,
    wish: OfferWish & Pick<BookWish, 'asOf'>,
  ): Promise<{ readonly basis: KnownBook['basis']; readonly lacking: Lack | null; readonly owned: readonly Product[]; readonly offers: readonly Offer[] }> {
    await this.assertThere(workspace, object, id);
    const known = await this.books.of(workspace, { customer: object, asOf: wish.asOf });
    const there = await this.owned(workspace, known, id);
    const offers = await this.offersOf(workspace, known, there, wish);
    return { basis: known.basis, lacking: there.owned.length === 0 ? tooLittle() : null, owned: there.owned, offers };
  }

  private async owned(workspace: WorkspaceId, known: KnownBook, id: string): Promise<Owned> {
    const lines = await this.baskets.linesOf(workspace, known);
    const customer = lines.lines.customers.indexOf(id);
    const places = new Set<number>();
    lines.lines.customer.forEach((one, i) => customer >= 0 && one === customer && places.add(lines.lines.product[i] as number));
    const owned = [...places].map((place) => productAt(lines.lines, lines.products, place));
    return { ...lines, places, owned };
  }

  private async offersOf(workspace: WorkspaceId, known: KnownBook, there: Owned, wish: OfferWish): Promise<readonly Offer[]> {
    if (there.places.size === 0) return [];
    const [{ rules }, neighbours] = await Promise.all([this.baskets.rulesOf(workspace, known, OFFER_RULES), this.baskets.neighboursOf(workspace, known)]);
    return offersFor(there, { rules, neighbours }, wish);
  }

  private async alike(workspace: WorkspaceId, { lines, products }: Owned, id: string) {
    const customer = lines.customers.indexOf(id);
    if (customer < 0) return [];
    const found = await this.work.run('customers.alike', { lines, customer, most: MOST_ALIKE });
    const names = await this.reads.names(
      workspace,
      found.map((one) => lines.customers[one.customer] as string),
    );
    return found.map(({ customer: other, similarity, shared }) => {
      const otherId = lines.customers[other] as string;
      return {
        id: otherId,
        name: names.get(otherId) ?? null,
        similarity: rounded(similarity),
        shared: shared.map((place) => productAt(lines, products, place)),
      };
    });
  }

  private async assertThere(workspace: WorkspaceId, object: CustomerKind, id: string): Promise<void> {
    if (await this.reads.isThere(workspace, object, id)) return;
    throw new UserError('not-found', { code: 'record.not-found', at: '', text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' } });
  }
}

const rfmShown = (known: KnownBook, place: number) => {
  const row = rfmRow(known, place);
  const group = RFM_GROUPS.find(({ key }) => key === row.group);
  return { ...row, groupTitle: group?.title ?? { en: row.group }, groupAbout: group?.about ?? { en: '' } };
};

const loyaltyShown = (known: KnownBook, place: number): { readonly score: number; readonly reason: Text } | null => {
  const row = loyaltyRow(known, place);
  return row && { score: row.score, reason: row.reason };
};

const tooLittle = (): Lack => ({ ...tooFewCustomers(0), text: { en: 'This customer has not bought anything yet.', 'zh-CN': '该客户尚未购买。' } });
