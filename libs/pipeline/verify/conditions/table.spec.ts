import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#kernel';
import { ruleHolds } from '../../rules/index.js';
import type { PathKind } from './samples.js';
import { truthTable } from './table.js';

const kindOf = (path: string): PathKind =>
  path === 'record.n' ? { kind: 'integer', options: [] } : path === 'record.c' ? { kind: 'choice', options: ['a', 'b'] } : { kind: 'boolean', options: [] };

const n = { var: 'record.n' };
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.integer({ min: -3, max: 3 })).map(([op, k]): Json => ({ [op]: [n, k] })),
  fc.tuple(fc.constantFrom('<', '<='), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })).map(([op, a, b]): Json => ({ [op]: [a, n, b] })),
  fc.constantFrom('a', 'b').map((c): Json => ({ '==': [{ var: 'record.c' }, c] })),
  fc.constant<Json>({ in: [{ var: 'record.c' }, ['a', 'b']] }),
  fc.constant<Json>({ var: 'record.b' }),
  fc.constant<Json>({ '!!': n }),
  fc.constant<Json>({ is_blank: { var: 'record.c' } }),
);
const { rule } = fc.letrec<{ rule: Json }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((parts): Json => ({ and: parts })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((parts): Json => ({ or: parts })),
    tie('rule').map((part): Json => ({ '!': [part] })),
    fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((parts): Json => ({ if: parts })),
  ),
}));

/** Every record there is, for constants from -3 to 3. */
const records = [null, ...Array.from({ length: 13 }, (_, i) => i - 6)].flatMap((number) =>
  [null, 'a', 'b'].flatMap((c) => [null, true, false].map((b) => ({ record: { n: number, c, b } }))),
);

describe('truth tables', () => {
  it('have a row that holds exactly where some record holds: nothing is missed and nothing invented', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), (rules) => {
        const table = truthTable(rules, kindOf, 'any');
        if (table === null) return;
        const rows = new Set(table.rows.map((row) => row.holds.join()));
        const real = new Set(records.map((record) => rules.map((r) => ruleHolds(r, record)).join()));
        expect([...rows].sort()).toEqual([...real].sort());
      }),
      { numRuns: 300 },
    );
  });

  it.each<readonly [string, Json]>([
    ['arithmetic', { '>': [{ '+': [n, 1] }, 2] }],
    ['a default', { '>': [{ var: ['record.n', 5] }, 2] }],
    ['a computed path', { '>': [{ var: { cat: ['record.', 'n'] } }, 2] }],
    ['a text for a number', { '>': [n, '2'] }],
    ['a path beside its part', { and: [{ '>': [n, 2] }, { '>': [{ var: 'record.n.m' }, 2] }] }],
    ['itself', { '>': [n, n] }],
  ])('know nothing of %s', (_, given) => {
    expect(truthTable([given], kindOf, 'any')).toBeNull();
  });

  it('stop at too many cells', () => {
    const many = { and: Array.from({ length: 14 }, (_, i): Json => ({ var: `record.b${i}` })) };
    expect(truthTable([many], kindOf, 'any')).toBeNull();
  });
});
