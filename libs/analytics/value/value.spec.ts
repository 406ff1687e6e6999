import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gaussFraction, hypergeometric } from '../numeric/hypergeometric.js';
import { seededRandom } from '../random.js';
import * as clv from './index.js';

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly { code: string; at: string }[] };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const codeOf = (answer: Answered<unknown>): string => (answer.ok ? 'ok' : `${answer.error[0]?.code} ${answer.error[0]?.at}`);

describe('the discounted sum', () => {
  it('discounts each period and takes the acquisition cost off', () => {
    const found = value(clv.simpleClv({ revenues: [110, 121], rate: 0.1, acquisitionCost: 150, period: 'year' }));
    expect(found.discounted).toEqual([expect.closeTo(100, 10), expect.closeTo(100, 10)]);
    expect(found.value).toBeCloseTo(50, 10);
    expect(found.paidBackAfter).toBe(2);
  });
  it('may never pay back, and pays back at once what cost nothing', () => {
    expect(value(clv.simpleClv({ revenues: [1], rate: 0, acquisitionCost: 2, period: 'month' }))).toMatchObject({ value: -1, paidBackAfter: null });
    expect(value(clv.simpleClv({ revenues: [1], rate: 0, acquisitionCost: 0, period: 'month' })).paidBackAfter).toBe(0);
  });
  it.each<[string, Partial<clv.SimpleClvWish>, string]>([
    ['no periods', { revenues: [] }, 'analysis.too-few /revenues'],
    ['NaN', { revenues: [1, Number.NaN] }, 'analysis.not-a-number /revenues/1'],
    ['1e308', { revenues: [1e308] }, 'analysis.not-a-number /revenues/0'],
    ['rate -1', { rate: -1 }, 'analysis.option /rate'],
    ['negative cost', { acquisitionCost: -1 }, 'analysis.option /acquisitionCost'],
    ['a rate so near -1 that the sum is infinite', { revenues: Array.from({ length: 100 }, () => 1), rate: -0.9999 }, 'analysis.not-a-number /revenues'],
  ])('refuses: %s', (_title, wish, expected) =>
    expect(codeOf(clv.simpleClv({ revenues: [1], rate: 0.1, acquisitionCost: 0, period: 'month', ...wish }))).toBe(expected),
  );
});

describe('purchase histories', () => {
  const DAY = 86_400_000;
  const bought = (customer: string, day: number, amount: number, hour = 0): clv.Transaction => ({ customer, atMs: day * DAY + hour * 3_600_000, amount });
  it('count repeat days, from the first purchase, in the unit asked for', () => {
    const list = [
      bought('a', 7, 5),
      bought('a', 21, 10, 9),
      bought('a', 21, 20, 17),
      bought('a', 28, 50),
      bought('b', 14, 9),
      bought('b', 99, 9),
      bought('b', 20, -9),
    ];
    expect(value(clv.purchaseHistories(list, 35 * DAY, 'week'))).toEqual([
      { customer: 'a', x: 2, tx: 3, T: 4, meanValue: 40 },
      { customer: 'b', x: 0, tx: 0, T: 3, meanValue: 0 },
    ]);
  });
  it('leave out who came on the last day', () => expect(value(clv.purchaseHistories([bought('a', 5, 1)], 5 * DAY, 'day'))).toEqual([]));
  it('refuse amounts and moments that are none', () => {
    expect(codeOf(clv.purchaseHistories([bought('a', 1, Infinity)], DAY, 'day'))).toBe('analysis.not-a-number /transactions/0/amount');
    expect(codeOf(clv.purchaseHistories([bought('a', Number.NaN, 1)], DAY, 'day'))).toBe('analysis.not-a-number /transactions/0/atMs');
  });
});

/** Histories of customers who behave as the BG/NBD model says. */
function simulated(n: number, T: number, seed: number): clv.PurchaseHistory[] {
  const random = seededRandom(seed);
  const exponential = (): number => -Math.log(1 - random.next());
  return Array.from({ length: n }, () => {
    const rate = (exponential() + exponential()) / 10; // gamma(2, 10)
    const leaves = 1 - Math.sqrt(1 - random.next()); // beta(1, 2)
    let [t, x, tx] = [0, 0, 0];
    for (;;) {
      t += exponential() / rate;
      if (t > T) break;
      x += 1;
      tx = t;
      if (random.next() < leaves) break;
    }
    return { x, tx, T };
  });
}

describe('BG/NBD', () => {
  it('finds the parameters that made the customers', () => {
    const model = value(clv.fitBgNbd(simulated(3000, 52, 1), 'week'));
    expect(model.isAtEdge).toBe(false);
    for (const [found, made] of [
      [model.r, 2],
      [model.alpha, 10],
      [model.a, 1],
      [model.b, 2],
    ] as const)
      expect(Math.abs(found / made - 1)).toBeLessThan(0.15);
  });
  it('expects in a hold-out year what comes', () => {
    // the same customers over two years; the model sees the first
    const random = seededRandom(9);
    const exponential = (): number => -Math.log(1 - random.next());
    const seen: clv.PurchaseHistory[] = [];
    const actual: number[] = [];
    for (let i = 0; i < 1500; i += 1) {
      const [rate, leaves] = [(exponential() + exponential()) / 10, 1 - Math.sqrt(1 - random.next())];
      let [t, x, tx, later] = [0, 0, 0, 0];
      while ((t += exponential() / rate) <= 104) {
        if (t <= 52) [x, tx] = [x + 1, t];
        else later += 1;
        if (random.next() < leaves) break;
      }
      seen.push({ x, tx, T: 52 });
      actual.push(later);
    }
    const check = value(clv.checkPurchases(value(clv.fitBgNbd(seen, 'week')), seen, actual, 52));
    expect(check.expectedTotal / check.actualTotal).toBeCloseTo(1, 1);
    expect(check.meanAbsoluteError).toBeLessThan(check.meanAbsoluteErrorOfMean * 0.8);
  });
  const model = { method: 'bg-nbd', unit: 'week', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, logLikelihood: 0, customers: 0, isAtEdge: false } as const;
  it('has chances that add up to one and whose mean is the expectation', () => {
    const chances = Array.from({ length: 400 }, (_, x) => value(clv.bgNbdChance(model, 30, x)));
    expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(chances.reduce((sum, p, x) => sum + p * x, 0)).toBeCloseTo(value(clv.bgNbdExpectedNew(model, 30)), 3);
  });
  it('passes through a = 1 smoothly', () => {
    const at = (a: number): number => value(clv.bgNbdExpected({ ...model, a }, { x: 3, tx: 20, T: 40 }, 30));
    expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 5);
  });
  it('expects more in more time, never less than nothing, for any history', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 5000, noNaN: true }),
        (x, part, T) => {
          const history = { x, tx: x === 0 ? 0 : part * T, T };
          const [short, long] = [value(clv.bgNbdExpected(model, history, 1)), value(clv.bgNbdExpected(model, history, 100))];
          expect(short).toBeGreaterThanOrEqual(0);
          expect(long).toBeGreaterThanOrEqual(short);
          expect(Number.isFinite(long)).toBe(true);
          const alive = clv.bgNbdAlive(model, history);
          expect(alive >= 0 && alive <= 1).toBe(true);
        },
      ),
    ));
  it('marks a fit on customers who are all alike', () => {
    const alike = Array.from({ length: 50 }, () => ({ x: 4, tx: 40, T: 50 }));
    const found = value(clv.fitBgNbd(alike, 'week'));
    expect(found.isAtEdge).toBe(true);
    expect(value(clv.bgNbdExpected(found, alike[0]!, 10))).toBeGreaterThan(0);
  });
  const once = { x: 0, tx: 0, T: 5 };
  it.each<[string, () => Answered<unknown>, string]>([
    ['nobody', () => clv.fitBgNbd([], 'week'), 'analysis.too-few /customers'],
    [
      'nobody who came back',
      () =>
        clv.fitBgNbd(
          Array.from({ length: 500 }, () => once),
          'week',
        ),
      'analysis.too-few /customers',
    ],
    ['NaN', () => clv.fitBgNbd([{ ...once, T: Number.NaN }], 'week'), 'analysis.not-a-number /customers/0/T'],
    ['last purchase after the end', () => clv.fitBgNbd([{ x: 1, tx: 6, T: 5 }], 'week'), 'analysis.history /customers/0'],
    ['half a purchase', () => clv.fitBgNbd([{ x: 0.5, tx: 1, T: 5 }], 'week'), 'analysis.history /customers/0'],
    ['negative time', () => clv.bgNbdExpected(model, once, -1), 'analysis.option /t'],
    ['infinite time', () => clv.bgNbdExpectedNew(model, Infinity), 'analysis.option /t'],
    ['chance of half a purchase', () => clv.bgNbdChance(model, 1, 0.5), 'analysis.option /x'],
    ['an impossible customer', () => clv.bgNbdExpected(model, { x: 0, tx: 3, T: 5 }, 1), 'analysis.history /customer'],
    ['no months', () => clv.discountedClv(model, { p: 6, q: 4, v: 15 }, { ...once, meanValue: 0 }, { months: 0 }), 'analysis.option /months'],
    ['rate NaN', () => clv.discountedClv(model, { p: 6, q: 4, v: 15 }, { ...once, meanValue: 0 }, { monthlyRate: Number.NaN }), 'analysis.option /monthlyRate'],
    ['value NaN', () => clv.discountedClv(model, { p: 6, q: 4, v: 15 }, { ...once, meanValue: Number.NaN }), 'analysis.not-a-number /customer/meanValue'],
    ['actual of another length', () => clv.checkPurchases(model, [once], [], 1), 'analysis.option /actual'],
    ['too few values', () => clv.fitGammaGamma([{ x: 1, meanValue: 5 }]), 'analysis.too-few /customers'],
    ['an infinite value', () => clv.fitGammaGamma([{ x: 1, meanValue: Infinity }]), 'analysis.not-a-number /customers/0/meanValue'],
  ])('refuses: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
});

describe('Pareto/NBD', () => {
  const model = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
  it('passes through s = 1 and alpha = beta smoothly', () => {
    const history = { x: 3, tx: 20, T: 40 };
    const atS = (s: number): number => value(clv.paretoNbdExpected({ ...model, s }, history, 30));
    expect(atS(1)).toBeCloseTo((atS(0.999) + atS(1.001)) / 2, 5);
    const atBeta = (beta: number): number => clv.paretoNbdAlive({ ...model, beta }, history);
    expect(atBeta(10.578)).toBeCloseTo((atBeta(10.577) + atBeta(10.579)) / 2, 6);
  });
  it('takes a customer who has just bought for one', () => expect(clv.paretoNbdAlive(model, { x: 9, tx: 40, T: 40 })).toBe(1));
  it('expects of a new customer what BG/NBD expects, about', () =>
    expect(value(clv.paretoNbdExpectedNew(model, 52))).toBeCloseTo(value(clv.bgNbdExpectedNew({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, 52)), 0));
});

describe('the mean value of a purchase', () => {
  it('leans to the mean of all the more the fewer purchases there are', () => {
    const model = { p: 6.25, q: 3.74, v: 15.44 };
    expect(clv.expectedValue(model, { x: 0, meanValue: 0 })).toBeCloseTo((6.25 * 15.44) / 2.74, 10);
    expect(clv.expectedValue(model, { x: 1000, meanValue: 80 })).toBeCloseTo(80, 0);
  });
  it('has a correlation with their number that can be looked at', () => {
    expect(clv.valueFrequencyCorrelation([1, 2, 3].map((x) => ({ x, meanValue: 10 * x })))).toBeCloseTo(1, 10);
    expect(clv.valueFrequencyCorrelation([{ x: 1, meanValue: 5 }])).toBeNull();
  });
  it('is refused where the values have no mean', () => {
    const wild = Array.from({ length: 200 }, (_, i) => ({ x: 1, meanValue: ((i + 0.5) / 200) ** -2 }));
    expect(codeOf(clv.fitGammaGamma(wild))).toBe('analysis.no-mean /customers');
  });
});

describe('the tools', () => {
  it('the hypergeometric series agrees with its closed forms', () => {
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(-Math.log(0.5) / 0.5, 13);
    expect(hypergeometric(2.5, 3, 3, 0.9)).toBeCloseTo(0.1 ** -2.5, 8);
    expect(hypergeometric(1, 2, 1.5, 1)).toBeNaN();
    for (const z of [0, 0.1, 0.5, 0.9, 0.99]) expect(gaussFraction(3.2, 5.7, z) / hypergeometric(1, 3.2, 5.7, z)).toBeCloseTo(1, 12);
    expect(gaussFraction(1, 2, 1 - 1e-6)).toBeCloseTo(-Math.log(1e-6) / (1 - 1e-6), 8);
  });
});
