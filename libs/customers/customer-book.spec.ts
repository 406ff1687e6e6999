import { expect, it } from '@jest/globals';
import { instantAt, Kept, type WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import { CustomerBooks } from './customer-book.js';
import type { PurchaseReads, ValueFits } from './ports.js';
import { CUSTOMER_TASKS } from './tasks/index.js';

const WORKSPACE = 'w' as WorkspaceId;
type Fit = NonNullable<Awaited<ReturnType<ValueFits['of']>>>;
const DAY_MS = 86_400_000;
const NOTHING_LEFT_OUT = { withoutCustomer: 0, withoutDate: 0, withoutAmount: 0, otherCurrency: 0 };

it('a book is kept until another model, or another version of it, tells the value of customers', async () => {
  let fit: Fit | null = null;
  let made = 0;
  const purchases: Pick<PurchaseReads, 'state' | 'purchases'> = {
    state: async () => ({ source: 'orders', currency: 'USD', stamp: '1' }),
    purchases: async () => ({
      ...{ customers: ['a', 'b'], customer: Int32Array.of(0, 0, 1), amount: Float64Array.of(5, 6, 7) },
      ...{ atMs: Float64Array.of(0, 30 * DAY_MS, 40 * DAY_MS), leftOut: NOTHING_LEFT_OUT },
    }),
  };
  const work: AnalysisWork = {
    run: async (task, input) => {
      made += 1;
      return CUSTOMER_TASKS[task](input as never) as never;
    },
  };
  const kept = new Kept(() => 0, { forMs: 1, most: 9 });
  const books = new CustomerBooks({ purchases: purchases as PurchaseReads, fits: { of: async () => fit } }, work, kept, async () => instantAt(100 * DAY_MS));
  const known = { purchases: { r: 1, alpha: 10, a: 1, b: 2 }, spending: { meanValue: 5 }, trainedAt: instantAt(50 * DAY_MS) } as unknown as Fit;
  const seen: number[] = [];
  for (const next of [
    null,
    { ...known, model: 'vip-value', version: 1 },
    { ...known, model: 'vip-value', version: 1 },
    { ...known, model: 'account-value', version: 1 },
    { ...known, model: 'account-value', version: 2 },
    { ...known, model: 'account-value', version: 2, trainedAt: instantAt(60 * DAY_MS) },
  ]) {
    fit = next;
    await books.of(WORKSPACE);
    seen.push(made);
  }
  expect(seen).toEqual([1, 2, 2, 3, 4, 5]);
});
