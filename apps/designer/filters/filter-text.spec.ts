import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FilterPart, OPERATORS, parseFilter, printFilter, withCondition } from './filter-text.js';

const condition = (path: string, operator: (typeof OPERATORS)[number], ...values: readonly string[]): FilterPart => ({
  kind: 'condition',
  path,
  operator,
  values,
});

describe('the text of a filter', () => {
  it.each([
    ['close_value>1000', [condition('close_value', '>', '1000')]],
    ['stage=engaging,prospecting;name~acme', [condition('stage', '=', 'engaging', 'prospecting'), condition('name', '~', 'acme')]],
    ['lost_reason=', [condition('lost_reason', '=')]],
    ['lost_reason!=', [condition('lost_reason', '!=')]],
    ['account.sector=retail', [condition('account.sector', '=', 'retail')]],
    ['name="a;b, ""c"""', [condition('name', '=', 'a;b, "c"')]],
    ['name=""', [condition('name', '=', '')]],
    [' close_value >= 10 ; ', [condition('close_value', '>=', '10')]],
    ['what?', [{ kind: 'unread', text: 'what?' }]],
    ['', []],
  ] as const)('%j', (text, parts) => {
    expect(parseFilter(text)).toEqual(parts);
  });

  it('adds a condition', () => {
    expect(withCondition(undefined, { path: 'stage', operator: '=', values: ['won'] })).toBe('stage=won');
    expect(withCondition('name~a', { path: 'stage', operator: '=', values: ['a,b'] })).toBe('name~a;stage="a,b"');
  });

  it('is read as it was printed', () => {
    const path = fc.stringMatching(/^[A-Za-z_][\w]{0,20}(\.\w{1,10})?$/);
    const values = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '户', ' ', '"', ';', ',', '=', '\n', '>') }), { maxLength: 4 });
    const given = fc
      .record({ kind: fc.constant('condition' as const), path, operator: fc.constantFrom(...OPERATORS), values })
      .filter((one) => !/^[\s]/.test(one.path));
    fc.assert(fc.property(fc.array(given, { maxLength: 5 }), (parts) => expect(parseFilter(printFilter(parts))).toEqual(parts)));
  });
});
