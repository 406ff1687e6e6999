import { ok } from '#kernel';
import { badOption, isWhole, notANumber, type Answer } from '../problem.js';
import { bgNbdAlive, bgNbdExpected, type BgNbdModel } from './bg-nbd.js';
import { expectedValue, type GammaGammaModel } from './gamma-gamma.js';
import { UNIT_DAYS, type CustomerHistory, type PurchaseHistory } from './histories.js';
import { paretoNbdAlive, paretoNbdExpected, type ParetoNbdModel } from './pareto-nbd.js';

export type PurchaseModel = BgNbdModel | ParetoNbdModel;

export interface DiscountedClv {
  /** Discounted value of the months ahead. */
  readonly value: number;
  /** Purchases expected in them. */
  readonly purchases: number;
  /** Mean value of a purchase to expect. */
  readonly meanValue: number;
  /** Chance that the customer is still one. */
  readonly alive: number;
}

/**
 * Value of the next months: purchases of each month by the purchase model, times the mean value, discounted by the monthly rate.
 *
 * The unit trap: a month is 30 days, hence 30/7 units for a model fitted on weeks. A widely copied table for CDNOW (customer 1: 140.10)
 * reads the weekly data as days and so looks thirty weeks ahead for every month; the right value is 35.87. Therefore the model carries its unit,
 * and nobody hands in a number of units a month.
 */
export function discountedClv(
  purchases: PurchaseModel,
  spending: Pick<GammaGammaModel, 'p' | 'q' | 'v'>,
  customer: Pick<CustomerHistory, 'x' | 'tx' | 'T' | 'meanValue'>,
  { months = 12, monthlyRate = 0.01 } = {},
): Answer<DiscountedClv> {
  if (!isWhole(months, 1, 1200)) return badOption('/months', 'Months must be a whole number from 1 to 1200.', '月数必须是 1 到 1200 的整数。', months);
  if (!(monthlyRate > -1 && monthlyRate <= 10))
    return badOption('/monthlyRate', 'The rate must be above -1 and at most 10.', '贴现率必须大于 -1 且不超过 10。', monthlyRate);
  const unitsAMonth = 30 / UNIT_DAYS[purchases.unit];
  const meanValue = expectedValue(spending, customer);
  let [value, before] = [0, 0];
  for (let month = 1; month <= months; month += 1) {
    const upTo = expectedPurchases(purchases, customer, month * unitsAMonth);
    if (!upTo.ok) return upTo;
    value += (meanValue * (upTo.value - before)) / (1 + monthlyRate) ** month;
    before = upTo.value;
  }
  if (!Number.isFinite(value)) return notANumber('/customer/meanValue', customer.meanValue);
  return ok({ value, purchases: before, meanValue, alive: chanceAlive(purchases, customer) });
}

/** Purchases to expect in the next `t`, in the unit of the model. */
export const expectedPurchases = (model: PurchaseModel, history: PurchaseHistory, t: number): Answer<number> =>
  model.method === 'bg-nbd' ? bgNbdExpected(model, history, t) : paretoNbdExpected(model, history, t);

/** Chance that the customer is still one. */
export const chanceAlive = (model: PurchaseModel, history: PurchaseHistory): number =>
  model.method === 'bg-nbd' ? bgNbdAlive(model, history) : paretoNbdAlive(model, history);

/** How a purchase model did on a period that it had not seen. */
export interface PurchaseCheck {
  readonly customers: number;
  readonly expectedTotal: number;
  readonly actualTotal: number;
  /** Mean of |expected - actual| a customer. */
  readonly meanAbsoluteError: number;
  /** The same if everybody were taken for the mean of all, for comparison. */
  readonly meanAbsoluteErrorOfMean: number;
}

/** Compares what was expected in the next `t` with what came; `actual` in the order of the histories. */
export function checkPurchases(model: PurchaseModel, histories: readonly PurchaseHistory[], actual: readonly number[], t: number): Answer<PurchaseCheck> {
  const expected: number[] = [];
  for (const history of histories) {
    const one = expectedPurchases(model, history, t);
    if (!one.ok) return one;
    expected.push(one.value);
  }
  if (actual.length !== histories.length || histories.length === 0)
    return badOption('/actual', 'There must be one actual number a customer, and at least one.', '每位客户需要一个实际值，且至少一位客户。', actual.length);
  const bad = actual.findIndex((value) => !(value >= 0 && value <= 1e9));
  if (bad >= 0) return notANumber(`/actual/${bad}`, actual[bad]);
  const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const n = histories.length;
  const mean = total(actual) / n;
  return ok({
    customers: n,
    expectedTotal: total(expected),
    actualTotal: total(actual),
    meanAbsoluteError: total(expected.map((value, i) => Math.abs(value - (actual[i] as number)))) / n,
    meanAbsoluteErrorOfMean: total(actual.map((value) => Math.abs(value - mean))) / n,
  });
}
