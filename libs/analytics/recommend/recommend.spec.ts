import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basketsOf, eclat, rulesOf, type Baskets, type Rule } from '../baskets/index.js';
import { itemNeighbours, nextBestOffers, similarCustomers, similarItemOffers, type OfferQuestion } from './index.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const baskets = (lines: readonly string[]): Baskets => value(basketsOf(lines.map((line) => line.split(' ').filter(Boolean))));
const SHOP = baskets(['phone case', 'phone case cable', 'phone case', 'phone cable', 'lamp', 'lamp bulb', 'lamp bulb', 'lamp bulb phone', 'desk', 'desk lamp']);
const RULES: Rule[] = value(rulesOf(value(eclat(SHOP, { support: 0.1 })), { confidence: 0.1 }));
const items = (question: OfferQuestion): string[] => value(nextBestOffers(RULES, question)).map(({ item }) => item);

describe('next best offer', () => {
  it.each<[string, OfferQuestion, string[]]>([
    ['the strongest rule first: a case, then a cable', { owned: ['phone'] }, ['cable', 'case']],
    ['margin turns the order', { owned: ['phone'], terms: { cable: { margin: 1 }, case: { margin: 10 } } }, ['case', 'cable']],
    ['what is not eligible is not offered', { owned: ['phone'], terms: { cable: { margin: 5, eligible: false }, case: { margin: 1 } } }, ['case']],
    ['what has no terms is not offered', { owned: ['phone'], terms: { case: { margin: 1 } } }, ['case']],
    ['what is excluded is not offered', { owned: ['phone'], excluded: ['cable'] }, ['case']],
    ['what is owned is not offered', { owned: ['phone', 'case', 'cable'] }, []],
    ['nothing owned, nothing to say', { owned: [] }, []],
    ['as many as asked for', { owned: ['phone', 'lamp'], most: 1 }, ['bulb']],
    ['nothing is earned with a margin of 0', { owned: ['phone'], terms: { case: { margin: 0 } } }, []],
  ])('%s', (_name, question, expected) => expect(items(question)).toEqual(expected));
  it('names the items that led to it, in both languages, and the rule', () => {
    const [offer] = value(nextBestOffers(RULES, { owned: ['lamp'], most: 1 }));
    expect(offer).toMatchObject({ item: 'bulb', because: ['lamp'], margin: 1 });
    expect(offer?.score).toBeCloseTo(offer?.rule.lift ?? 0, 12);
    expect(offer?.text).toEqual({
      en: 'Has lamp: 60% of those customers also bought bulb, 2.0 times as often as others (3 cases).',
      'zh-CN': '已有lamp：这类客户中 60% 也购买了bulb，是平均水平的 2.0 倍（3 例）。',
    });
  });
  it.each([-1, NaN, Infinity, 1e308])('a margin of %p is refused with its place', (margin) => {
    const answer = nextBestOffers(RULES, { owned: ['phone'], terms: { 'a/b': { margin } } });
    expect(!answer.ok && answer.error[0]).toMatchObject({ code: 'analysis.option', at: '/terms/a~1b/margin' });
  });
  it('never offers what is owned or excluded, whatever is asked', () => {
    const some = fc.uniqueArray(fc.constantFrom('phone', 'case', 'cable', 'lamp', 'bulb', 'desk', 'constructor'));
    fc.assert(
      fc.property(some, some, (owned, excluded) => {
        const offered = [
          ...value(nextBestOffers(RULES, { owned, excluded, most: 9 })),
          ...value(similarItemOffers(itemNeighbours(SHOP), { owned, excluded, most: 9 })),
        ];
        for (const { item, because } of offered) {
          expect([...owned, ...excluded]).not.toContain(item);
          expect(because.every((one) => (owned as string[]).includes(one))).toBe(true);
        }
      }),
    );
  });
});

describe('similarity', () => {
  it('item-item cosine by hand: case and phone share 3 of 3 and 5', () => {
    expect(itemNeighbours(SHOP).neighbours['case']).toEqual([{ item: 'phone', similarity: 3 / Math.sqrt(15) }]);
  });
  it('offers by summed similarity', () => {
    expect(value(similarItemOffers(itemNeighbours(SHOP), { owned: ['phone'] })).map(({ item, because }) => [item, because])).toEqual([
      ['case', ['phone']],
      ['cable', ['phone']],
    ]);
  });
  it('customers: the twin first, with what both have', () => {
    expect(value(similarCustomers(SHOP, 0))[0]).toEqual({ customer: 2, similarity: 1, shared: ['phone', 'case'] });
    expect(value(similarCustomers(SHOP, 8)).map(({ customer }) => customer)).toEqual([9]);
  });
  it.each([-1, 10, 0.5, NaN])('customer %p is refused', (customer) => expect(similarCustomers(SHOP, customer).ok).toBe(false));
});
