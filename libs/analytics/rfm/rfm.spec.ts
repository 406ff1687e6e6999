import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RFM_GROUPS, rfmGroup, rfmOf, scoreRfm, type PurchaseLine } from './index.js';

const DAY = 86_400_000;
const NOW = 1000 * DAY;
const line = (customer: string | null, invoice: string, daysAgo: number, amount: number): PurchaseLine => ({
  customer,
  invoice,
  atMs: NOW - daysAgo * DAY,
  amount,
});

function table(lines: readonly PurchaseLine[]) {
  const found = rfmOf(lines, NOW);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}
const codeOf = (lines: readonly PurchaseLine[], asOf = NOW): string => {
  const found = rfmOf(lines, asOf);
  return found.ok ? 'ok' : `${found.error[0]?.code} ${found.error[0]?.at}`;
};

/** Customer c1 to c10: the higher, the more recent, often and dear. */
const ten = Array.from({ length: 10 }, (_, i) => i + 1).flatMap((n) => Array.from({ length: n }, (_, k) => line(`c${n}`, `c${n}-${k}`, 100 - 10 * n + k, 10)));

describe('recency, frequency, money', () => {
  it('are scored by fifths, 5 the best', () => {
    const { customers } = table(ten);
    expect(customers.map(({ r, f, m }) => `${r}${f}${m}`)).toEqual(['111', '111', '222', '222', '333', '333', '444', '444', '555', '555']);
    expect(customers[9]).toMatchObject({ customer: 'c10', recencyDays: 0, frequency: 10, money: 100, group: 'champions' });
    expect(customers[0]).toMatchObject({ recencyDays: 90, frequency: 1, money: 10, group: 'hibernating' });
  });
  it('keep ties together', () => {
    const once = Array.from({ length: 8 }, (_, i) => line(`c${i}`, 'a', i, 5));
    const { customers } = table([...once, line('x', 'a', 1, 5), line('x', 'b', 1, 5), ...[1, 2, 3].map((n) => line('y', `${n}`, 1, 5))]);
    expect(customers.map(({ f }) => f)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 5, 5]);
  });
  it('count an invoice once, returns take money but are no purchase', () => {
    const { customers } = table([...ten, line('z', 'i1', 50, 30), line('z', 'i1', 50, 20), line('z', 'credit', 1, -15)]);
    expect(customers.find(({ customer }) => customer === 'z')).toMatchObject({ frequency: 1, money: 35, recencyDays: 50 });
  });
  it('leave out and count what has no customer, what is in the future, and customers of nothing but returns', () => {
    const { leftOut, customers } = table([...ten, line(null, 'a', 1, 5), line(' ', 'a', 1, 5), line('c1', 'later', -1, 5), line('r', 'a', 1, -5)]);
    expect(leftOut).toEqual({ withoutCustomer: 2, afterMoment: 1, withoutPurchase: 1 });
    expect(customers).toHaveLength(10);
  });
  it('come as a grid and as groups that add up', () => {
    const { grid, groups, customers } = table(ten);
    expect(grid.map((row) => row.reduce((a, b) => a + b))).toEqual([2, 2, 2, 2, 2]);
    expect(groups.reduce((sum, group) => sum + group.customers, 0)).toBe(10);
    expect(groups.reduce((sum, group) => sum + group.money, 0)).toBe(customers.reduce((sum, { money }) => sum + money, 0));
    expect(groups[0]).toMatchObject({ group: 'champions', customers: 2, share: 0.2, meanFrequency: 9.5, money: 190 });
  });
  it('score a new customer by the stored cut points', () => {
    const model = JSON.parse(JSON.stringify(table(ten).model));
    expect(scoreRfm(model, { customer: 'new', recencyDays: 0, frequency: 1, money: 500 })).toMatchObject({ r: 5, f: 1, m: 5, group: 'new' });
  });
  it('have a group with a name in both languages for every pair of scores', () => {
    const known = new Map(RFM_GROUPS.map(({ key, title }) => [key, title]));
    for (const r of [1, 2, 3, 4, 5]) for (const f of [1, 2, 3, 4, 5]) expect(known.get(rfmGroup(r, f))?.['zh-CN']).toBeTruthy();
    expect([rfmGroup(1, 5), rfmGroup(3, 3), rfmGroup(4, 1), rfmGroup(5, 5)]).toEqual(['cannot-lose', 'need-attention', 'promising', 'champions']);
  });
  it.each<[string, readonly PurchaseLine[], string]>([
    ['no lines', [], 'analysis.too-few /lines'],
    ['one line', [line('a', '1', 1, 1)], 'analysis.too-few /lines'],
    ['amount NaN', [...ten, line('a', '1', 1, Number.NaN)], 'analysis.not-a-number /lines/55/amount'],
    ['amount 1e308', [line('a', '1', 1, 1e308)], 'analysis.not-a-number /lines/0/amount'],
    ['moment NaN', [line('a', '1', Number.NaN, 1)], 'analysis.not-a-number /lines/0/atMs'],
    ['all in the future', ten.map((one) => ({ ...one, atMs: NOW + DAY })), 'analysis.too-few /lines'],
  ])('refuse: %s', (_title, lines, expected) => expect(codeOf(lines)).toBe(expected));
  it('refuse a moment that is none', () => expect(codeOf(ten, Number.NaN)).toBe('analysis.not-a-number /asOfMs'));
  it('have scores of 1 to 5 that never contradict the order of the values', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: -3, max: 9 })), { maxLength: 60 }),
        (list) => {
          const found = rfmOf(
            list.map(([customer, invoice, amount], i) => line(`c${customer}`, `i${invoice}`, i, amount)),
            NOW,
          );
          if (!found.ok) return;
          const all = found.value.customers;
          for (const a of all)
            for (const b of all) {
              if (a.frequency <= b.frequency) expect(a.f).toBeLessThanOrEqual(b.f);
              if (a.recencyDays <= b.recencyDays) expect(a.r).toBeGreaterThanOrEqual(b.r);
              if (a.money === b.money) expect(a.m).toBe(b.m);
              expect([1, 2, 3, 4, 5]).toContain(a.m);
            }
        },
      ),
    ));
});
