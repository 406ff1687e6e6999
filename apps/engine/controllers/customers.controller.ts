import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, toInstant } from '#contracts';
import { BasketInsights, type BookWish, CustomerInsights } from '#customers';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

/** What purchases say of all customers. */
@Controller()
export class CustomersController {
  constructor(
    private readonly insights: CustomerInsights,
    private readonly baskets: BasketInsights,
  ) {}

  @Answers(operations.customersRfm)
  async rfm(@Asking() { workspace }: Caller, @Input() { query }: InputOf<typeof operations.customersRfm>): Promise<AnswerOf<typeof operations.customersRfm>> {
    return mutable(await this.insights.rfm(workspace, wishOf(query)));
  }

  @Answers(operations.customersRfmMembers)
  async rfmMembers(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersRfmMembers>,
  ): Promise<AnswerOf<typeof operations.customersRfmMembers>> {
    return mutable(await this.insights.rfmMembers(workspace, wishOf(query), { ...query, group: query.rfmGroup }));
  }

  @Answers(operations.customersValue)
  async value(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersValue>,
  ): Promise<AnswerOf<typeof operations.customersValue>> {
    return mutable(await this.insights.value(workspace, wishOf(query)));
  }

  @Answers(operations.customersValueMembers)
  async valueMembers(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersValueMembers>,
  ): Promise<AnswerOf<typeof operations.customersValueMembers>> {
    return mutable(await this.insights.valueMembers(workspace, wishOf(query), query));
  }

  @Answers(operations.customersChurn)
  async churn(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersChurn>,
  ): Promise<AnswerOf<typeof operations.customersChurn>> {
    return mutable(await this.insights.churn(workspace, wishOf(query), query));
  }

  @Answers(operations.customersLoyalty)
  async loyalty(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersLoyalty>,
  ): Promise<AnswerOf<typeof operations.customersLoyalty>> {
    const { recency, frequency, tenure } = query;
    return mutable(await this.insights.loyalty(workspace, { ...wishOf(query), weights: { recency, frequency, tenure } }, query));
  }

  @Answers(operations.customersBaskets)
  async rules(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersBaskets>,
  ): Promise<AnswerOf<typeof operations.customersBaskets>> {
    return mutable(await this.baskets.rules(workspace, wishOf(query), query));
  }

  @Answers(operations.customersBasketOrders)
  async orders(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersBasketOrders>,
  ): Promise<AnswerOf<typeof operations.customersBasketOrders>> {
    return mutable(await this.baskets.orders(workspace, wishOf(query), { ...query, products: query.products }));
  }

  @Answers(operations.customersSimilarProducts)
  async similar(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.customersSimilarProducts>,
  ): Promise<AnswerOf<typeof operations.customersSimilarProducts>> {
    return { items: mutable(await this.baskets.similar(workspace, wishOf(query), params.id)) };
  }
}

interface PurchasesQuery {
  readonly customer?: BookWish['customer'];
  readonly asOf?: string | undefined;
  readonly currency?: string | undefined;
  readonly months?: number | undefined;
  readonly monthlyRate?: number | undefined;
}

/** How purchases are looked at, as it was asked. */
export const wishOf = ({ customer, asOf, currency, months, monthlyRate }: PurchasesQuery): BookWish => ({
  customer,
  asOf: asOf === undefined ? undefined : toInstant(asOf),
  currency,
  months,
  monthlyRate,
});

/** The library's answers are read-only; the shapes of the contract are the same without saying so. */
export const mutable = <T>(answer: T): Mutable<T> => answer as Mutable<T>;
type Mutable<T> = T extends readonly (infer U)[]
  ? Mutable<U>[]
  : T extends string | number | boolean | null | undefined
    ? T
    : { -readonly [K in keyof T]: Mutable<T[K]> };
