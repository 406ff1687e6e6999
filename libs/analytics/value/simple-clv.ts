import { ok } from '#kernel';
import { badOption, firstUnusable, isUsable, notANumber, tooFew, type Answer } from '../problem.js';

export type Period = 'week' | 'month' | 'quarter' | 'year';

export interface SimpleClvWish {
  /** Net revenue of period 1, 2, ... T, in one currency. */
  readonly revenues: readonly number[];
  /** Discount rate a period: .01 is one percent. Above -1. */
  readonly rate: number;
  /** What it cost to win the customer; zero or more. */
  readonly acquisitionCost: number;
  readonly period: Period;
}

export interface SimpleClv {
  /** Sum of the discounted revenues less the acquisition cost. */
  readonly value: number;
  /** R_t / (1 + i)^t of each period. */
  readonly discounted: readonly number[];
  /** First period after which the sum covers the acquisition cost; `null` where none does. */
  readonly paidBackAfter: number | null;
  readonly period: Period;
}

/** Customer value as the discounted sum: R_1 / (1 + i) + ... + R_T / (1 + i)^T - C. The first revenue is discounted by one period. Refuses no periods, and what is no finite number. */
export function simpleClv({ revenues, rate, acquisitionCost, period }: SimpleClvWish): Answer<SimpleClv> {
  if (revenues.length === 0) return tooFew('/revenues', 1, 0, 'periods', '个周期');
  const wrong = firstUnusable(revenues, '/revenues');
  if (wrong) return wrong;
  if (!(rate > -1 && rate <= 100)) return badOption('/rate', 'The rate must be above -1 and at most 100.', '贴现率必须大于 -1 且不超过 100。', rate);
  if (!(acquisitionCost >= 0 && isUsable(acquisitionCost)))
    return badOption('/acquisitionCost', 'The acquisition cost must be a number of zero or more.', '获客成本必须是不小于零的数值。', acquisitionCost);
  const discounted = revenues.map((revenue, t) => revenue / (1 + rate) ** (t + 1));
  let sum = -acquisitionCost;
  let paidBackAfter: number | null = acquisitionCost === 0 ? 0 : null;
  for (const [t, part] of discounted.entries()) {
    sum += part;
    if (paidBackAfter === null && sum >= 0) paidBackAfter = t + 1;
  }
  return Number.isFinite(sum) ? ok({ value: sum, discounted, paidBackAfter, period }) : notANumber('/revenues', sum);
}
