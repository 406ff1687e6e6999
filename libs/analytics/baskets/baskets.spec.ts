import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apriori, basketsOf, eclat, fpGrowth, rulesOf, type ItemSets } from './index.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const codeOf = (answer: { ok: true } | { ok: false; error: readonly { code: string }[] }): string | null => (answer.ok ? null : (answer.error[0]?.code ?? ''));
const named = ({ sets, names }: ItemSets): string[] =>
  sets
    .map(
      ({ items, count }) =>
        `${items
          .map((item) => names[item])
          .sort()
          .join(' ')}: ${count}`,
    )
    .sort();

/** Han, Kamber & Pei, Data Mining, table 6.1: nine baskets of AllElectronics. */
const SHOP = ['1 2 5', '2 4', '2 3', '1 2 4', '1 3', '2 3', '1 3', '1 2 3 5', '1 2 3'].map((line) => line.split(' '));

describe('frequent sets', () => {
  it.each([
    ['apriori', apriori],
    ['eclat', eclat],
    ['fp-growth', fpGrowth],
  ])('%s: the textbook example, least count 2', (_name, mine) => {
    const found = value(mine(value(basketsOf(SHOP)), { support: 2 / 9 }));
    expect(named(found)).toEqual(
      ['1: 6', '2: 7', '3: 6', '4: 2', '5: 2', '1 2: 4', '1 3: 4', '1 5: 2', '2 3: 4', '2 4: 2', '2 5: 2', '1 2 3: 2', '1 2 5: 2'].sort(),
    );
  });
  it('all three find exactly the sets that counting finds', () => {
    const basket = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 7 });
    fc.assert(
      fc.property(fc.array(basket, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 100 }), (lists, percent) => {
        const baskets = value(basketsOf(lists));
        const options = { support: percent / 100 };
        const found = value(eclat(baskets, options));
        expect(value(fpGrowth(baskets, options))).toEqual(found);
        expect(value(apriori(baskets, options))).toEqual(found);
        const least = Math.max(1, Math.ceil((percent * lists.length) / 100));
        const byHand: string[] = [];
        for (let mask = 1; mask < 64; mask += 1) {
          const wanted = [...'abcdef'].filter((_, k) => (mask >> k) & 1);
          const count = lists.filter((list) => wanted.every((item) => (list as string[]).includes(item))).length;
          if (count >= least) byHand.push(`${wanted.join(' ')}: ${count}`);
        }
        expect(named(found)).toEqual(byHand.sort());
      }),
    );
  });
  it('0.07 of 100 baskets is 7 of them, not 8', () => {
    const lists = Array.from({ length: 100 }, (_, i) => (i < 7 ? ['a'] : ['b']));
    expect(value(eclat(value(basketsOf(lists)), { support: 0.07 })).minCount).toBe(7);
  });
  it('repeats in a basket count once, blanks not at all, an empty basket counts', () => {
    expect(value(basketsOf([['a', ' a ', ''], []]))).toMatchObject({ n: 2, items: ['a'] });
  });
  it.each([
    ['support 0', { support: 0 }, 'analysis.option'],
    ['support NaN', { support: NaN }, 'analysis.option'],
    ['support above 1', { support: 1.1 }, 'analysis.option'],
    ['more sets than allowed', { support: 0.1, mostSets: 3 }, 'analysis.too-many'],
  ])('%s is refused', (_name, options, code) => {
    for (const mine of [apriori, eclat, fpGrowth]) expect(codeOf(mine(value(basketsOf(SHOP)), options))).toBe(code);
  });
  it('no baskets are refused', () => expect(codeOf(basketsOf([]))).toBe('analysis.empty'));
});

describe('rules', () => {
  const sets = value(eclat(value(basketsOf(SHOP)), { support: 2 / 9 }));
  it('of the textbook set 1 2 5: confidences 50, 100, 100, 33, 29, 100 %', () => {
    const rules = value(rulesOf(sets, { confidence: 0, rightSide: 'any' })).filter(({ left, right }) => [...left, ...right].sort().join() === '1,2,5');
    const said = Object.fromEntries(
      rules.map((rule) => [`${[...rule.left].sort().join('')}>${[...rule.right].sort().join('')}`, Math.round(rule.confidence * 100)]),
    );
    expect(said).toEqual({ '12>5': 50, '15>2': 100, '25>1': 100, '1>25': 33, '2>15': 29, '5>12': 100 });
  });
  it('lift and conviction by hand: 5 => 1 has confidence 1, 2 => 1 does not', () => {
    const rules = value(rulesOf(sets, { confidence: 0 }));
    const find = (left: string, right: string) => rules.find((rule) => rule.left.join() === left && rule.right.join() === right);
    expect(find('5', '1')).toMatchObject({ count: 2, confidence: 1, conviction: null });
    expect(find('5', '1')?.lift).toBeCloseTo(1.5, 12);
    expect(find('2', '1')?.conviction).toBeCloseTo((1 - 6 / 9) / (1 - 4 / 7), 12);
  });
  it.each([-0.1, 1.1, NaN])('confidence %p is refused', (confidence) => expect(codeOf(rulesOf(sets, { confidence }))).toBe('analysis.option'));
});
