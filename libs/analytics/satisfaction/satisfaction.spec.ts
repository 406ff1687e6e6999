import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ces, csat, nps, scoreLoyalty, trainLoyalty, wilson, LOYALTY_WEIGHTS, type LoyaltyCustomer, type LoyaltyModel } from './index.js';

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly { code: string; at: string }[] };
function value<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
const codeOf = (answer: Answered<unknown>): string => (answer.ok ? 'ok' : `${answer.error[0]?.code} ${answer.error[0]?.at}`);
const times = (n: number, answer: number): number[] => Array.from({ length: n }, () => answer);

describe('satisfaction', () => {
  it('Wilson intervals are those of the table of Newcombe 1998', () => {
    // Statistics in Medicine 17, table I, method 3: 81/263, 15/148, 0/20, 1/29
    expect([wilson(81, 263, 0.95).low, wilson(81, 263, 0.95).high]).toEqual([expect.closeTo(0.2553, 4), expect.closeTo(0.3662, 4)]);
    expect([wilson(15, 148, 0.95).low, wilson(15, 148, 0.95).high]).toEqual([expect.closeTo(0.0624, 4), expect.closeTo(0.1605, 4)]);
    expect([wilson(0, 20, 0.95).low, wilson(0, 20, 0.95).high]).toEqual([0, expect.closeTo(0.1611, 4)]);
    expect([wilson(1, 29, 0.95).low, wilson(1, 29, 0.95).high]).toEqual([expect.closeTo(0.0061, 4), expect.closeTo(0.1718, 4)]);
  });
  it('CSAT counts the top boxes', () => {
    expect(value(csat([5, 4, 4, 3, 1]))).toMatchObject({ share: 0.6, satisfied: 3, answers: 5 });
    expect(value(csat([5, 4, 4, 3, 1], { topBoxes: 1 }))).toMatchObject({ share: 0.2 });
    expect(value(csat([7, 6, 5], { to: 7 }))).toMatchObject({ share: 2 / 3 });
  });
  it('NPS is promoters minus detractors', () => {
    expect(value(nps([...times(50, 9), ...times(30, 8), ...times(20, 6)]))).toMatchObject({
      score: 30,
      promoters: 50,
      passives: 30,
      detractors: 20,
      answers: 100,
    });
    expect(value(nps([10, 10])).score).toBe(100);
  });
  it('NPS has an interval that does not vanish when all agree, and stays within -100 to 100', () => {
    const all = value(nps(times(20, 10))).interval;
    expect(all.low).toBeLessThan(95);
    expect(all.high).toBe(100);
    // 200 answers, 40 % and 20 %: the plain Wald interval is 20 +- 10.37, the adjusted one about as wide
    const { low, high } = value(nps([...times(80, 9), ...times(80, 7), ...times(40, 0)])).interval;
    expect((high - low) / 2).toBeCloseTo(10.3, 0);
    expect((high + low) / 2).toBeCloseTo((100 * 40) / 203, 10);
  });
  it('CES is a mean with the interval of Student', () => {
    const found = value(ces([5, 6, 7, 4, 6]));
    expect(found.mean).toBeCloseTo(5.6, 12);
    // half = t(.975, 4) x sqrt(1.3 / 5) = 2.776445 x 0.509902; the upper end is cut to the scale
    expect(found.interval).toEqual({ low: expect.closeTo(4.184285, 5), high: 7 });
    expect(value(ces([3])).interval).toBeNull();
  });
  it.each<[string, () => Answered<unknown>, string]>([
    ['no answers', () => csat([]), 'analysis.too-few /answers'],
    ['off the scale', () => csat([5, 6]), 'analysis.off-scale /answers/1'],
    ['a half', () => nps([9.5]), 'analysis.off-scale /answers/0'],
    ['text', () => nps(['9']), 'analysis.off-scale /answers/0'],
    ['NaN', () => ces([Number.NaN]), 'analysis.off-scale /answers/0'],
    ['infinity', () => ces([Infinity]), 'analysis.off-scale /answers/0'],
    ['confidence 1', () => ces([1], { confidence: 1 }), 'analysis.option /confidence'],
    ['scale upside down', () => ces([1], { from: 7, to: 1 }), 'analysis.option /from'],
    ['all boxes are top boxes', () => csat([1], { topBoxes: 5 }), 'analysis.option /topBoxes'],
  ])('refuses: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
  it('every interval holds its value', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 50 }), (answers) => {
        const found = value(csat(answers));
        expect(found.interval.low).toBeLessThanOrEqual(found.share);
        expect(found.interval.high).toBeGreaterThanOrEqual(found.share);
        const effort = value(ces(answers));
        expect(effort.interval === null || (effort.interval.low <= effort.mean && effort.interval.high >= effort.mean)).toBe(true);
        expect(Math.abs(value(nps(answers)).score)).toBeLessThanOrEqual(100);
      }),
    ));
});

describe('loyalty', () => {
  const customer = (recencyDays: number | null, frequency: number | null, shareOfWallet: number | null, tenureDays: number | null): LoyaltyCustomer => ({
    recencyDays,
    frequency,
    shareOfWallet,
    tenureDays,
  });
  const four = [customer(1, 40, 0.9, 900), customer(10, 30, 0.7, 700), customer(20, 20, 0.5, 500), customer(30, 10, 0.3, 300)];
  const model = value(trainLoyalty(four));
  it('ranks each part among the customers, recency the other way round', () => {
    const best = value(scoreLoyalty(model, four[0] as LoyaltyCustomer));
    expect(best.parts.map(({ rank }) => rank)).toEqual([0.875, 0.875, 0.875, 0.875]);
    expect(best.score).toBeCloseTo(87.5, 10);
    expect(value(scoreLoyalty(model, customer(0, 99, 1, 9999))).score).toBeCloseTo(100, 10);
    expect(value(scoreLoyalty(model, customer(99, 0, 0, 0))).score).toBeCloseTo(0, 10);
  });
  it('weighs as stated, points add up to the score, and says why', () => {
    const found = value(scoreLoyalty(model, customer(0, 0, 0.6, 1000)));
    expect(found.parts.map(({ part, points }) => [part, Math.round(points * 1000) / 1000])).toEqual([
      ['recency', 30],
      ['frequency', 0],
      ['shareOfWallet', 10],
      ['tenure', 20],
    ]);
    expect(found.score).toBeCloseTo(60, 10);
    expect(found.reason.en).toBe('best: time since the last purchase (better than 100 % of customers); weakest: number of purchases (better than 0 %)');
  });
  it('lets the known parts carry the weight of an unknown one', () => {
    const found = value(scoreLoyalty(model, customer(0, null, null, 0)));
    expect(found.parts.map(({ weight }) => weight)).toEqual([0.6, 0.4]);
    expect(found.score).toBeCloseTo(60, 10);
    expect(value(scoreLoyalty(model, customer(null, null, null, null))).score).toBeNull();
  });
  it('scales weights to a sum of one, and survives storage', () => {
    const doubled = value(trainLoyalty(four, { recency: 2, frequency: 0, shareOfWallet: 0, tenure: 2 }));
    expect(doubled.weights).toEqual({ recency: 0.5, frequency: 0, shareOfWallet: 0, tenure: 0.5 });
    const stored = JSON.parse(JSON.stringify(doubled)) as LoyaltyModel;
    expect(scoreLoyalty(stored, four[1] as LoyaltyCustomer)).toEqual(scoreLoyalty(doubled, four[1] as LoyaltyCustomer));
  });
  it('keeps at most 1,001 reference values, and the ranks near those of all', () => {
    const many = Array.from({ length: 5000 }, (_, i) => customer(i, i, i / 5000, i));
    const thin = value(trainLoyalty(many));
    expect(thin.reference.frequency).toHaveLength(1001);
    expect(value(scoreLoyalty(thin, customer(2500, 1250, 0.25, 1250))).parts.map(({ rank }) => Math.round(rank * 100) / 100)).toEqual([0.5, 0.25, 0.25, 0.25]);
  });
  it.each<[string, () => Answered<unknown>, string]>([
    ['one customer', () => trainLoyalty(four.slice(0, 1)), 'analysis.too-few /customers'],
    ['nothing known of a weighted part', () => trainLoyalty(four.map((one) => ({ ...one, shareOfWallet: null }))), 'analysis.too-few /customers'],
    ['negative', () => trainLoyalty([...four, customer(-1, 1, 0, 1)]), 'analysis.option /customers/4/recencyDays'],
    ['share above one', () => scoreLoyalty(model, customer(1, 1, 1.2, 1)), 'analysis.option /shareOfWallet'],
    ['NaN', () => scoreLoyalty(model, customer(Number.NaN, 1, 1, 1)), 'analysis.not-a-number /recencyDays'],
    ['negative weight', () => trainLoyalty(four, { ...LOYALTY_WEIGHTS, tenure: -1 }), 'analysis.option /weights/tenure'],
    ['no weight', () => trainLoyalty(four, { recency: 0, frequency: 0, shareOfWallet: 0, tenure: 0 }), 'analysis.option /weights'],
  ])('refuses: %s', (_title, run, expected) => expect(codeOf(run())).toBe(expected));
});
