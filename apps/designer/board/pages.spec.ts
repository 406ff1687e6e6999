import { describe, expect, it } from '@jest/globals';
import { type BoardRecord, orderBy, type Pages, recordsIn, withRecord, without } from './pages.js';
import type { Stage } from '../acts/stages.js';
import { afterMove, sumsByStage, total } from './sums.js';

const record = (id: string, value: number | null, updatedAt = '2026-01-01T00:00:00.000Z'): BoardRecord => ({
  id,
  object: 'deal',
  fields: value === null ? {} : { value },
  ownerId: null,
  externalKey: null,
  tags: [],
  version: 1,
  createdAt: updatedAt,
  updatedAt,
  deletedAt: null,
  mergedInto: null,
  runs: [],
});
const loaded = (...pages: readonly (readonly BoardRecord[])[]): Pages => ({
  pages: pages.map((items) => ({ items: [...items], next: null })),
  pageParams: pages.map(() => null),
});
const ids = (data: Pages) => data.pages.map(({ items }) => items.map(({ id }) => id));

describe('loaded pages of a column', () => {
  const data = loaded([record('a', 9), record('b', 7)], [record('c', 3)]);

  it.each([
    ['before all', 10, '-value', [['x', 'a', 'b'], ['c']]],
    ['between', 8, '-value', [['a', 'x', 'b'], ['c']]],
    [
      'on the next page',
      5,
      '-value',
      [
        ['a', 'b'],
        ['x', 'c'],
      ],
    ],
    [
      'at the end when it belongs behind',
      1,
      '-value',
      [
        ['a', 'b'],
        ['c', 'x'],
      ],
    ],
    [
      'unfilled last',
      null,
      '-value',
      [
        ['a', 'b'],
        ['c', 'x'],
      ],
    ],
  ])('take a record %s', (_what, value, sort, expected) => {
    expect(ids(withRecord(data, record('x', value), {}, orderBy(sort)))).toEqual(expected);
  });

  it('hold a record once, where its new value puts it, with its names', () => {
    const next = withRecord(data, record('c', 20), { i: 'Acme' }, orderBy('-value'));
    expect([ids(next), next.pages[0]?.names]).toEqual([[['c', 'a', 'b'], []], { i: 'Acme' }]);
  });

  it('stay the same value when nothing goes', () => {
    expect(without(data, new Set(['z']))).toBe(data);
    expect(ids(without(data, new Set(['a', 'c'])))).toEqual([['b'], []]);
  });

  it('give each record once', () => {
    expect(recordsIn([...data.pages, ...data.pages]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('order by the newest change', () => {
    expect(orderBy('-updatedAt')(record('n', 1, '2026-02-01T00:00:00.000Z'), record('o', 1))).toBe(true);
    expect(orderBy('createdAt')(record('n', 1, '2026-02-01T00:00:00.000Z'), record('o', 1))).toBe(false);
  });
});

describe('sums of stages', () => {
  const stage = (id: string, probability: number | null): Stage => ({ id, title: { en: id }, probability, outcome: null, isFirst: false });
  const stages = [stage('new', 0.1), stage('deal', null)];
  const groups = [
    { group: { stage: 'new' }, values: { count: 2, 'sum:v': 100 }, currency: 'EUR' },
    { group: { stage: 'new' }, values: { count: 1, 'sum:v': 900 }, currency: 'USD' },
    { group: { stage: 'deal' }, values: { count: 4, 'sum:v': 50 }, currency: 'EUR' },
  ];

  it('add up each currency, the greatest first, weighted where there is a probability', () => {
    const sums = sumsByStage(groups, stages, 'sum:v');
    expect(sums.get('new')).toEqual({
      count: 3,
      amounts: [
        { currency: 'USD', sum: 900, weighted: 90 },
        { currency: 'EUR', sum: 100, weighted: 10 },
      ],
    });
    expect(sums.get('deal')).toEqual({ count: 4, amounts: [{ currency: 'EUR', sum: 50, weighted: null }] });
    expect(total([...sums.values()])).toEqual({
      count: 7,
      amounts: [
        { currency: 'USD', sum: 900, weighted: 90 },
        { currency: 'EUR', sum: 150, weighted: 10 },
      ],
    });
  });

  it.each([
    ['known stage', 'deal', 'EUR', [1, 70], [5, 80]],
    ['a stage without that currency', 'deal', 'USD', [0, 870], [1, 30]],
  ])('follow a move to a %s', (_what, to, currency, left, right) => {
    const next = afterMove(groups, { from: 'new', to, amount: 30, currency }, 'sum:v');
    const of = (name: string) => next.find((group) => group.group.stage === name && group.currency === currency)?.values;
    expect([of('new'), of(to)]).toEqual([
      { count: left[0], 'sum:v': left[1] },
      { count: right[0], 'sum:v': right[1] },
    ]);
  });
});
