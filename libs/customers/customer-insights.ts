import { RFM_GROUPS, type LoyaltyPart, type RfmGroup } from '#analytics';
import { instantAt, type Instant, type WorkspaceId } from '#kernel';
import { bandOf, moneyAtRisk, RISK_BANDS, riskOf, riskRow, type RiskBand, type RiskRow } from './churn.js';
import type { BookWish, CustomerBooks, KnownBook } from './customer-book.js';
import { histogramOf, tenthsOf } from './histogram.js';
import { pageOf, type PageAsk } from './pages.js';
import type { PurchaseReads } from './ports.js';
import { cents, loyaltyRow, rfmRow, rounded, valueRow, type LoyaltyRow, type RfmRow, type ValueRow } from './rows.js';
import { tooFewCustomers, type Lack } from './tasks/book.js';
import type { WorthModel } from './tasks/worth.js';

interface Named {
  readonly id: string;
  readonly name: string | null;
}
type Page<T> = { readonly items: readonly (Named & T)[]; readonly next: string | null };

/** Recency, frequency, money; value to come; risk of leaving; loyalty. Every number leads to the customers behind it. */
export class CustomerInsights {
  constructor(
    private readonly books: CustomerBooks,
    private readonly reads: Pick<PurchaseReads, 'names'>,
  ) {}

  async rfm(workspace: WorkspaceId, wish: BookWish) {
    const { basis, book } = await this.books.of(workspace, wish);
    const { rfm, measures } = book;
    const groups = rfm.lack ? [] : RFM_GROUPS.map((group, place) => ({ ...group, ...groupSums(book, place, measures.customer.length) }));
    const grid = Array.from({ length: rfm.lack ? 0 : 5 }, () => [0, 0, 0, 0, 0]);
    if (!rfm.lack) rfm.r.forEach((r, i) => ((grid[r - 1] as number[])[(rfm.f[i] as number) - 1]! += 1));
    return { basis, lacking: rfm.lack, groups: groups.map(({ key, ...rest }) => ({ group: key, ...rest })), grid, cuts: rfm.model?.cuts ?? null };
  }

  async rfmMembers(
    workspace: WorkspaceId,
    wish: BookWish,
    of: PageAsk & { readonly group?: RfmGroup | undefined; readonly r?: number | undefined; readonly f?: number | undefined; readonly m?: number | undefined },
  ): Promise<Page<RfmRow>> {
    const known = await this.books.of(workspace, wish);
    const { rfm, measures } = known.book;
    const group = of.group === undefined ? -1 : RFM_GROUPS.findIndex(({ key }) => key === of.group);
    const isIn = (i: number): boolean =>
      (group < 0 || rfm.group[i] === group) &&
      (of.r === undefined || rfm.r[i] === of.r) &&
      (of.f === undefined || rfm.f[i] === of.f) &&
      (of.m === undefined || rfm.m[i] === of.m);
    const places = rfm.lack ? [] : sortedPlaces(known, isIn, (i) => measures.money[i] as number);
    return this.page(workspace, known, places, of, (i) => rfmRow(known, i));
  }

  async value(workspace: WorkspaceId, wish: BookWish) {
    const { basis, book, ids } = await this.books.of(workspace, wish);
    const values = Array.from(book.worth.value)
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => b - a);
    const lacking: Lack | null = ids.length === 0 ? tooFewCustomers(0) : null;
    const total = values.reduce((sum, value) => sum + value, 0);
    const best = values.slice(0, Math.max(1, Math.round(values.length / 10))).reduce((sum, value) => sum + value, 0);
    return {
      basis,
      lacking,
      model: lacking ? null : shownModel(book.worth.model),
      total: cents(total),
      mean: cents(values.length === 0 ? 0 : total / values.length),
      median: cents(values[Math.floor((values.length - 1) / 2)]),
      topTenthShare: total > 0 ? rounded(best / total) : null,
      histogram: histogramOf(values),
    };
  }

  async valueMembers(
    workspace: WorkspaceId,
    wish: BookWish,
    { from = -Infinity, to = Infinity, ...ask }: PageAsk & { readonly from?: number | undefined; readonly to?: number | undefined },
  ): Promise<Page<ValueRow>> {
    const known = await this.books.of(workspace, wish);
    const { value } = known.book.worth;
    const places = sortedPlaces(
      known,
      (i) => (value[i] as number) >= from && (value[i] as number) < to,
      (i) => value[i] as number,
    );
    return this.page(workspace, known, places, ask, (i) => valueRow(known, i) as ValueRow);
  }

  async churn(workspace: WorkspaceId, wish: BookWish, { band, ...ask }: PageAsk & { readonly band?: RiskBand | undefined }) {
    const known = await this.books.of(workspace, wish);
    const places = sortedPlaces(
      known,
      (i) => band === undefined || bandOf(riskOf(known, i)) === band,
      (i) => moneyAtRisk(known, i),
    );
    const sums = new Map(RISK_BANDS.map((one) => [one, { band: one, customers: 0, moneyAtRisk: 0 }]));
    for (let i = 0; i < known.ids.length; i += 1) {
      const sum = sums.get(bandOf(riskOf(known, i)));
      if (!sum) continue;
      sum.customers += 1;
      sum.moneyAtRisk += moneyAtRisk(known, i);
    }
    const page: Page<RiskRow> = await this.page(workspace, known, places, ask, (i) => riskRow(known, i));
    return {
      basis: known.basis,
      lacking: known.ids.length === 0 ? tooFewCustomers(0) : null,
      by: known.book.worth.model.kind === 'bg-nbd' ? ('bg-nbd' as const) : ('own-rhythm' as const),
      bands: [...sums.values()].map((sum) => ({ ...sum, moneyAtRisk: cents(sum.moneyAtRisk) })),
      ...page,
    };
  }

  async loyalty(
    workspace: WorkspaceId,
    wish: BookWish,
    { from = -Infinity, to = Infinity, ...ask }: PageAsk & { readonly from?: number | undefined; readonly to?: number | undefined },
  ) {
    const known = await this.books.of(workspace, wish);
    const { lack, model, score } = known.book.loyalty;
    const scores = Array.from(score)
      .filter((one) => !Number.isNaN(one))
      .sort((a, b) => a - b);
    const places = sortedPlaces(
      known,
      (i) => (score[i] as number) >= from && ((score[i] as number) < to || (to >= 100 && score[i] === 100)),
      (i) => score[i] as number,
    );
    const page: Page<LoyaltyRow> = await this.page(workspace, known, places, ask, (i) => loyaltyRow(known, i) as LoyaltyRow);
    const weights = Object.entries(model?.weights ?? {}) as [LoyaltyPart, number][];
    return {
      basis: known.basis,
      lacking: lack,
      weights: weights.map(([part, weight]) => ({ part, weight: rounded(weight) })),
      mean: scores.length === 0 ? null : rounded(scores.reduce((sum, one) => sum + one, 0) / scores.length),
      median: scores.length === 0 ? null : rounded(scores[Math.floor((scores.length - 1) / 2)]),
      histogram: scores.length === 0 ? [] : tenthsOf(scores),
      ...page,
    };
  }

  private async page<T>(workspace: WorkspaceId, { ids }: KnownBook, places: readonly number[], ask: PageAsk, row: (i: number) => T): Promise<Page<T>> {
    const { items, next } = pageOf(places, ask);
    const names = await this.reads.names(
      workspace,
      items.map((i) => ids[i] as string),
    );
    return { items: items.map((i) => ({ id: ids[i] as string, name: names.get(ids[i] as string) ?? null, ...row(i) })), next };
  }
}

/** Places that are in, the largest first, then by id. */
function sortedPlaces({ ids }: KnownBook, isIn: (i: number) => boolean, of: (i: number) => number): number[] {
  const places = ids.map((_, i) => i).filter(isIn);
  return places.sort((a, b) => of(b) - of(a) || ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
}

function groupSums({ measures, rfm }: KnownBook['book'], place: number, all: number) {
  let [customers, recency, frequency, money] = [0, 0, 0, 0];
  rfm.group.forEach((group, i) => {
    if (group !== place) return;
    customers += 1;
    recency += measures.recencyDays[i] as number;
    frequency += measures.frequency[i] as number;
    money += measures.money[i] as number;
  });
  const n = Math.max(1, customers);
  return { customers, share: rounded(customers / all), meanRecencyDays: rounded(recency / n), meanFrequency: rounded(frequency / n), money: cents(money) };
}

function shownModel(model: WorthModel) {
  const { check } = model;
  return { ...model, check: check && { ...withoutMs(check), fromAt: instantAt(Math.round(check.fromMs)) as Instant } };
}

const withoutMs = ({ fromMs: _, ...check }: NonNullable<WorthModel['check']>) => check;
