import { expect, it } from '@jest/globals';
import { describeData } from '../../../test/real-data.js';
import { readText } from '../../../test/real-tables.js';
import { apriori, basketsOf, eclat, fpGrowth, type Baskets, type ItemSets } from './index.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

describeData('groceries', ['groceries'], () => {
  const lists = readText('groceries', 'groceries.csv.gz')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  const baskets: Baskets = value(basketsOf(lists));
  const sets = (support: number): ItemSets => value(eclat(baskets, { support }));

  it.each([
    [0.001, 13492],
    [0.006, 747],
    [0.01, 333],
  ])('support %p gives %p frequent sets, the same by Apriori, Eclat and FP-growth', (support, count) => {
    const found = sets(support);
    expect(found.sets).toHaveLength(count);
    expect(value(fpGrowth(baskets, { support }))).toEqual(found);
    expect(value(apriori(baskets, { support }))).toEqual(found);
  });
});
