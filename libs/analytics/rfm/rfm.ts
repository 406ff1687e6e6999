import { ok } from '#kernel';
import { quantile, sorted } from '../cleaning/index.js';
import { isUsable, notANumber, tooFew, type Answer } from '../problem.js';
import { rfmGroup, RFM_GROUPS, type RfmGroup } from './groups.js';
import { PurchaseTally, type PurchaseLine, type Purchases } from './purchases.js';

/** Cut points of the quintiles; plain JSON, so that new customers are scored by the same ones. */
export interface RfmModel {
  readonly asOfMs: number;
  readonly cuts: { readonly recencyDays: readonly number[]; readonly frequency: readonly number[]; readonly money: readonly number[] };
}

export interface RfmCustomer {
  readonly customer: string;
  /** Whole days from the last purchase to the stated moment. */
  readonly recencyDays: number;
  /** Invoices with a sum above zero. */
  readonly frequency: number;
  readonly money: number;
  /** 1 to 5, 5 is best: most recent, most often, most money. */
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly group: RfmGroup;
}

export interface RfmGroupSummary {
  readonly group: RfmGroup;
  readonly customers: number;
  /** Of all customers, 0 to 1. */
  readonly share: number;
  readonly meanRecencyDays: number;
  readonly meanFrequency: number;
  readonly money: number;
}

export interface RfmTable {
  readonly model: RfmModel;
  readonly customers: readonly RfmCustomer[];
  readonly groups: readonly RfmGroupSummary[];
  /** Customers by recency score (rows, 1 to 5) and frequency score (columns, 1 to 5). */
  readonly grid: readonly (readonly number[])[];
  readonly leftOut: { readonly withoutCustomer: number; readonly afterMoment: number; readonly withoutPurchase: number };
}

const DAY_MS = 86_400_000;
const FIFTHS = [0.2, 0.4, 0.6, 0.8];

/**
 * Recency, frequency, money by quintiles (Hughes 1994). A score is one more than the cut points below the value (quantiles of type 7), so equal values
 * have equal scores and a fifth may be larger than another. Refuses lines without numbers, and fewer than five customers: fifths of four make no sense.
 */
export function rfmOf(lines: Iterable<PurchaseLine>, asOfMs: number): Answer<RfmTable> {
  if (!isUsable(asOfMs)) return notANumber('/asOfMs', asOfMs);
  const tally = new PurchaseTally(asOfMs);
  for (const line of lines) {
    const wrong = tally.add(line);
    if (wrong) return wrong;
  }
  return rfmOfTally(tally, asOfMs);
}

/** The same from a tally that was filled elsewhere, from a cursor, say. */
export function rfmOfTally(tally: PurchaseTally, asOfMs: number): Answer<RfmTable> {
  const measured = Array.from(tally.purchases(), (purchases) => measure(purchases, asOfMs));
  if (measured.length < 5) return tooFew('/lines', 5, measured.length, 'customers', '位客户');
  const cutsOf = (key: 'recencyDays' | 'frequency' | 'money'): number[] => {
    const ascending = sorted(measured.map((customer) => customer[key]));
    return FIFTHS.map((q) => quantile(ascending, q));
  };
  const model = { asOfMs, cuts: { recencyDays: cutsOf('recencyDays'), frequency: cutsOf('frequency'), money: cutsOf('money') } };
  const customers = measured.map((customer) => scoreRfm(model, customer));
  const leftOut = { withoutCustomer: tally.withoutCustomer, afterMoment: tally.afterMoment, withoutPurchase: tally.withoutPurchase };
  return ok({ model, customers, groups: summarise(customers), grid: gridOf(customers), leftOut });
}

type Measured = Pick<RfmCustomer, 'customer' | 'recencyDays' | 'frequency' | 'money'>;

const measure = ({ customer, invoices, lastMs, money }: Purchases, asOfMs: number): Measured => ({
  customer,
  recencyDays: Math.floor((asOfMs - lastMs) / DAY_MS),
  frequency: invoices,
  money,
});

/** Scores one customer by the cut points of a model. */
export function scoreRfm({ cuts }: RfmModel, measured: Measured): RfmCustomer {
  const above = (points: readonly number[], value: number): number => points.filter((cut) => value > cut).length;
  const r = 5 - above(cuts.recencyDays, measured.recencyDays);
  const f = 1 + above(cuts.frequency, measured.frequency);
  return { ...measured, r, f, m: 1 + above(cuts.money, measured.money), group: rfmGroup(r, f) };
}

function summarise(customers: readonly RfmCustomer[]): RfmGroupSummary[] {
  return RFM_GROUPS.map(({ key }) => {
    const own = customers.filter(({ group }) => group === key);
    const sum = (of: (customer: RfmCustomer) => number): number => own.reduce((total, customer) => total + of(customer), 0);
    const count = Math.max(own.length, 1);
    return {
      group: key,
      customers: own.length,
      share: own.length / customers.length,
      meanRecencyDays: sum(({ recencyDays }) => recencyDays) / count,
      meanFrequency: sum(({ frequency }) => frequency) / count,
      money: sum(({ money }) => money),
    };
  });
}

function gridOf(customers: readonly RfmCustomer[]): number[][] {
  const grid = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
  for (const { r, f } of customers) (grid[r - 1] as number[])[f - 1]! += 1;
  return grid;
}
