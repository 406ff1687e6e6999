import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findDuplicates, plainText, trigramsOf, type DuplicateOptions } from './index.js';

const FIELDS = [
  { name: 'name', weight: 2 },
  { name: 'city', weight: 1 },
];
const pairs = (records: readonly Record<string, string | null>[], options: Partial<DuplicateOptions> = {}) => {
  const found = findDuplicates(records, { fields: FIELDS, threshold: 0.6, ...options });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value.pairs;
};

describe('trigrams', () => {
  it('of PostgreSQL: show_trgm(word) has five', () => expect([...trigramsOf('word')]).toEqual(['  w', ' wo', 'wor', 'ord', 'rd ']));
  it('of PostgreSQL: similarity(sword, swore) shares four of eight', () => {
    expect(pairs([{ name: 'sword' }, { name: 'Swore' }], { threshold: 0.5 })).toEqual([{ a: 0, b: 1, score: 4 / 8, fields: { name: 4 / 8, city: null } }]);
  });
  it('of two empty texts say nothing', () => {
    const [pair] = pairs([
      { name: '', city: 'Bonn' },
      { name: ' -- ', city: 'Bonn' },
    ]);
    expect(pair).toMatchObject({ score: 1, fields: { name: null, city: 1 } });
  });
  it.each([
    ['Ｃａｆé  "No. 1"', 'café no 1'],
    [' --- ', ''],
    ['北京（朝阳）', '北京 朝阳'],
  ])('%s is compared as "%s"', (text, plain) => expect(plainText(text)).toBe(plain));
});

describe('duplicates', () => {
  it.each<[string, Record<string, string | null>[], string[]]>([
    [
      'same but for case and points',
      [
        { name: 'ACME Corp.', city: 'Bonn' },
        { name: 'acme corp', city: 'bonn' },
        { name: 'Other', city: 'Rome' },
      ],
      ['0,1'],
    ],
    [
      'a misspelling',
      [
        { name: 'Silverline Consulting', city: 'Bonn' },
        { name: 'Silverlyne Consulting', city: 'Bonn' },
        { name: 'Moonbeam', city: 'Rome' },
      ],
      ['0,1'],
    ],
    [
      'a field that one lacks does not count',
      [
        { name: 'Silverline', city: null },
        { name: 'Silverline', city: 'Bonn' },
      ],
      ['0,1'],
    ],
    [
      'Chinese names',
      [
        { name: '北京云海科技有限公司', city: '北京' },
        { name: '北京云海科技公司', city: '北京' },
        { name: '上海大华', city: '上海' },
      ],
      ['0,1'],
    ],
    [
      'others',
      [
        { name: 'Moonbeam', city: 'Rome' },
        { name: 'Silverline', city: 'Bonn' },
      ],
      [],
    ],
    [
      'empty records are nobody',
      [
        { name: '', city: '' },
        { name: '', city: '' },
      ],
      [],
    ],
    ['no records', [], []],
    ['one record', [{ name: 'a', city: 'b' }], []],
  ])('%s', (_name, records, expected) => expect(pairs(records).map(({ a, b }) => `${a},${b}`)).toEqual(expected));
  it('tells the score of each field, and null where one lacks it', () => {
    expect(
      pairs([
        { name: 'Silverline', city: null },
        { name: 'silverline', city: 'Bonn' },
      ]),
    ).toEqual([{ a: 0, b: 1, score: 1, fields: { name: 1, city: null } }]);
  });
  it('a block that is too common is passed over', () => {
    const many = Array.from({ length: 6 }, () => ({ name: 'same', city: 'same' }));
    expect(pairs(many)).toHaveLength(15);
    expect(pairs(many, { largestBlock: 5 })).toEqual([]);
  });
  it('where there are more candidates than are compared, those of the rarest words come first, and the answer says so', () => {
    const common = Array.from({ length: 9 }, (_, i) => ({ name: `same ${i}x`, city: 'same' }));
    const records = [{ name: 'same silverline', city: 'same' }, ...common, { name: 'same silverlime', city: 'same' }];
    const found = findDuplicates(records, { fields: FIELDS, threshold: 0.8, mostCandidates: 1 });
    // Those before the last two have one candidate more than they were compared with, at least.
    expect(found).toMatchObject({ ok: true, value: { pairs: [{ a: 0, b: 10 }], cut: { records: 9, candidates: 1 } } });
    expect(findDuplicates(records, { fields: FIELDS, threshold: 0.8 })).toMatchObject({ ok: true, value: { cut: null } });
  });
  it('every record under one common word takes no longer for each than a few do', () => {
    const planted = Array.from({ length: 4000 }, (_, i) => [`Person ${i}q`, `person ${i}q.`]).flat();
    const found = findDuplicates(
      planted.map((name) => ({ name, city: 'Rome' })),
      { fields: FIELDS, threshold: 0.99 },
    );
    expect(found.ok && found.value.pairs.map(({ a, b }) => b - a)).toEqual(Array.from({ length: 4000 }, () => 1));
  });
  it.each<[string, Partial<DuplicateOptions>, string]>([
    ['no fields', { fields: [] }, '/fields'],
    ['no weight', { fields: [{ name: 'name', weight: 0 }] }, '/fields/0/weight'],
    ['NaN weight', { fields: [{ name: 'name', weight: NaN }] }, '/fields/0/weight'],
    ['threshold NaN', { threshold: NaN }, '/threshold'],
  ])('%s: refused with its place', (_name, options, at) => {
    const found = findDuplicates([], { fields: FIELDS, threshold: 0.5, ...options });
    expect(!found.ok && found.error[0]).toMatchObject({ code: 'analysis.option', at });
  });
  it('scores lie in 0 to 1, each pair comes once, and order does not matter', () => {
    const record = fc.record({
      name: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '北') }),
      city: fc.option(fc.constantFrom('rome', 'roma', '__proto__')),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const found = pairs(records, { threshold: 0 });
        expect(new Set(found.map(({ a, b }) => `${a},${b}`)).size).toBe(found.length);
        for (const { a, b, score } of found) {
          expect(a).toBeLessThan(b);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        const scores = (list: typeof found): number[] => list.map(({ score }) => Number(score.toFixed(9))).sort();
        expect(scores(pairs([...records].reverse(), { threshold: 0 }))).toEqual(scores(found));
      }),
    );
  });
});
