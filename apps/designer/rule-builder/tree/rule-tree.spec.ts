import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#kernel';
import { evaluateRule, isTruthyRule, parseRule } from './testing.js';
import { withAdded, withPart } from './edit-rule.js';
import { isDrawable, readNode, readRule } from './read-rule.js';
import { operandCount, TESTS, type Comparison, type Operand, type RuleGroup, type RuleNode } from './rule-tree.js';
import { writeNode, writeRule } from './write-rule.js';

const v = (path: string): Json => ({ var: path });

describe('what the builder draws', () => {
  it.each<[Json, string]>([
    [{ '>': [v('record.close_value'), 50000] }, 'record.close_value above 50000'],
    [{ and: [{ in: 'nurturing' }, { '==': [v('record.mail_consent'), false] }] }, 'all(in nurturing; record.mail_consent is false)'],
    [
      { and: [{ '>': [v('record.discount_percent'), 15] }, { '!': [v('record.discount_approved')] }] },
      'all(record.discount_percent above 15; record.discount_approved no)',
    ],
    [{ in: [v('record.priority'), ['high', 'urgent']] }, 'record.priority one-of ["high","urgent"]'],
    [{ '!': [{ in: [v('record.priority'), ['low']] }] }, 'record.priority none-of ["low"]'],
    [{ in: ['vip', v('record.tags')] }, 'record.tags contains "vip"'],
    [{ '<=': [1, v('record.seats'), 10] }, 'record.seats between 1, 10'],
    [{ '<': [v('record.close_date'), { date_add: [v('now'), '-P14D'] }] }, 'record.close_date below now-P14D'],
    [{ '==': [v('record.owner'), v('actor.id')] }, 'record.owner is @actor.id'],
    [{ '!!': { var: 'record.account' } }, 'record.account yes'],
    [{ '!': { is_blank: v('record.name') } }, 'record.name filled'],
    [{ '!': [{ or: [{ in: ['a'] }, { in: 'b' }] }] }, 'none(in a; in b)'],
    [{ '!': [{ and: [{ in: 'a' }, { in: 'b' }] }] }, 'not-all(in a; in b)'],
    [{ '!': { '>': [v('record.x'), 1] } }, 'none(record.x above 1)'],
    [{ or: [{ in: 'a' }, { '>': [{ '+': [v('record.x'), 1] }, 2] }] }, 'any(in a; ?)'],
  ])('%j', (rule, expected) => {
    expect(brief(readNode(rule))).toBe(expected);
  });

  it.each<[string, Json]>([
    ['a computed side', { '>': [{ date_diff: [v('record.a'), v('now')] }, 3] }],
    ['a value in front', { '>': [5, v('record.a')] }],
    ['exact equality', { '===': [v('record.a'), 1] }],
    ['a path with a fallback', { '==': [{ var: ['record.a', 0] }, 1] }],
    ['a choice', { if: [{ in: 'a' }, true, false] }],
    ['a bare value', true],
    ['a list with rules in it', { in: [v('record.a'), [v('record.b')]] }],
    ['nothing', { and: [] }],
    ['a shift by what is no length', { '<': [v('record.a'), { date_add: [v('now'), 'soon'] }] }],
  ])('leaves %s as it is', (_name, rule) => {
    expect(readNode(rule)).toEqual({ kind: 'foreign', rule });
    expect(writeRule(readRule(rule))).toEqual(rule);
  });

  it('has no condition where there is none', () => {
    expect(writeRule(readRule(null))).toBeNull();
    expect(readRule(undefined).parts).toEqual([]);
  });
});

describe('round trips', () => {
  it('a tree comes back as it was', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const rule = writeNode(tree);
        expect(rule).not.toBeNull();
        expect(readNode(rule as Json)).toEqual(tree);
        expect(parseRule(rule as Json, '')).toEqual([]);
        expect(isDrawable(tree)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('any JSON keeps its meaning', () => {
    const data = { record: { a: 3, b: 'x', c: null, list: ['x', 'y'] }, vars: { n: 1 }, now: '2026-01-31T09:00:00.000Z' };
    fc.assert(
      fc.property(rules, (rule) => {
        if (parseRule(rule, '').length > 0) return;
        const back = writeRule(readRule(rule)) ?? true;
        expect(isTruthyRule(back, data)).toBe(isTruthyRule(rule, data));
      }),
      { numRuns: 600 },
    );
  });

  it('never throws, and leaves what is no rule alone', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const tree = readRule(value as Json);
        if (value !== null && tree.parts[0]?.kind === 'foreign') expect(writeRule(tree)).toEqual(value);
      }),
    );
    expect(() => evaluateRule(true, {})).not.toThrow();
  });
});

describe('editing', () => {
  const root = readRule({ and: [{ in: 'a' }, { or: [{ in: 'b' }] }] });
  it('adds into a group', () => {
    expect(brief(withAdded(root, [1], { kind: 'state', state: 'c', isActive: true }))).toBe('all(in a; any(in b; in c))');
    expect(brief(withAdded(root, [], { kind: 'state', state: 'c', isActive: true }))).toBe('all(in a; any(in b); in c)');
  });
  it('takes an empty group away', () => {
    expect(brief(withPart(root, [1, 0], null))).toBe('all(in a)');
    expect(withPart(withPart(root, [0], null), [0, 0], null).parts).toEqual([]);
  });
});

const value = fc.oneof(fc.string({ maxLength: 5 }), fc.integer({ min: -5, max: 5 }), fc.boolean());
const path = fc.constantFrom('record.a', 'record.b', 'record.account.name', 'vars.n', 'now', 'actor.id');
const single: fc.Arbitrary<Operand> = fc.oneof(
  value.map((one) => ({ kind: 'value', value: one }) as const),
  path.map((one) => ({ kind: 'variable', path: one }) as const),
  fc.constantFrom('-P14D', 'PT8H').map((duration) => ({ kind: 'from-now', duration }) as const),
);
const listed: fc.Arbitrary<Operand> = fc.array(value, { maxLength: 3 }).map((list) => ({ kind: 'value', value: list }));
const comparisons: fc.Arbitrary<Comparison> = fc.tuple(path, fc.constantFrom(...TESTS), single, single, listed).map(([of, test, a, b, list]) => ({
  kind: 'comparison',
  path: of,
  test,
  // `x in y` of two paths reads as "x is one of y".
  operands:
    test === 'one-of' || test === 'none-of'
      ? [list]
      : test === 'contains' || test === 'lacks'
        ? [a.kind === 'value' ? a : { kind: 'value', value: 'x' }]
        : [a, b].slice(0, operandCount(test)),
}));
const states = fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom('open', 'won'), isActive: fc.boolean() });
const { trees } = fc.letrec<{ trees: RuleNode; groups: RuleGroup }>((tie) => ({
  groups: fc.record({
    kind: fc.constant('group' as const),
    join: fc.constantFrom('all' as const, 'any' as const, 'none' as const, 'not-all' as const),
    parts: fc.array(tie('trees'), { minLength: 2, maxLength: 3 }),
  }),
  trees: fc.oneof({ depthSize: 'small', withCrossShrink: true }, comparisons, states, tie('groups')),
}));
const { rules } = fc.letrec<{ rules: Json }>((tie) => ({
  rules: fc.oneof(
    { depthSize: 'small' },
    value,
    path.map(v),
    fc.constantFrom('open', 'x').map((state) => ({ in: state })),
    fc
      .tuple(
        fc.constantFrom('and', 'or', '!', '!!', '==', '!=', '>', '<', '<=', 'in', 'is_blank', 'starts_with', '+', 'if'),
        fc.array(tie('rules'), { maxLength: 3 }),
      )
      .map(([name, operands]) => ({ [name]: operands })),
    fc.tuple(fc.constantFrom('!', '!!', 'is_blank'), tie('rules')).map(([name, operand]) => ({ [name]: operand })),
  ),
}));

function brief(node: RuleNode): string {
  switch (node.kind) {
    case 'group':
      return `${node.join}(${node.parts.map(brief).join('; ')})`;
    case 'state':
      return `${node.isActive ? '' : 'not '}in ${node.state}`;
    case 'foreign':
      return '?';
    case 'comparison':
      return [
        node.path,
        node.test,
        node.operands.map((o) => (o.kind === 'value' ? JSON.stringify(o.value) : o.kind === 'variable' ? `@${o.path}` : `now${o.duration}`)).join(', '),
      ]
        .join(' ')
        .trim();
  }
}
