import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseAttachedRule } from './attached-rule.js';

const RULE = {
  key: 'big-deal',
  pipeline: 'b2b-sales',
  title: { en: 'Big deals' },
  on: { enter: 'engaging' },
  do: [{ do: 'approval.ask', with: { role: 'manager' } }],
};

const problems = (document: unknown): string[] => {
  const result = parseAttachedRule(document);
  return result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`);
};

describe('parseAttachedRule', () => {
  it('reads the rule of the format description', () => {
    const when = { '>': [{ var: 'record.close_value' }, 50_000] };
    const result = parseAttachedRule({ ...RULE, when });
    expect(result).toMatchObject({
      ok: true,
      value: {
        key: 'big-deal',
        pipeline: 'b2b-sales',
        on: { enter: 'engaging' },
        when,
        refuse: null,
        do: [{ at: '/rules/big-deal/do/0', do: 'approval.ask', with: { role: 'manager' }, if: null }],
      },
    });
  });

  it('reads a rule that refuses', () => {
    expect(parseAttachedRule({ ...RULE, do: undefined, on: { event: 'win' }, refuse: { en: 'Not yet.' } })).toMatchObject({
      ok: true,
      value: { refuse: { en: 'Not yet.' }, do: [] },
    });
  });

  it.each<[what: string, document: unknown, expected: readonly string[]]>([
    ['nothing', undefined, ['value.not-json ', 'value.kind ']],
    ['no trigger', { ...RULE, on: {} }, ['rule.trigger /on']],
    ['two triggers', { ...RULE, on: { enter: 'a', leave: 'b' } }, ['rule.trigger /on']],
    ['a misspelt trigger', { ...RULE, on: { entr: 'a' } }, ['member.unknown /on/entr', 'rule.trigger /on']],
    ['a trigger with a stranger', { ...RULE, on: { enter: 'a', in: 'b' } }, ['member.unknown /on/in']],
    ['idle without a state', { ...RULE, on: { idle: 'P5D' } }, ['member.missing /on']],
    ['idle of no length', { ...RULE, on: { idle: '5 days', in: 'a' } }, ['duration.form /on/idle']],
    ['no recurrence', { ...RULE, on: { every: 'monday', timeZone: 'UTC' } }, ['recurrence.form /on/every']],
    ['an unknown zone', { ...RULE, on: { every: 'FREQ=DAILY', timeZone: 'Nowhere' } }, ['time-zone.unknown /on/timeZone']],
    ['no field', { ...RULE, on: { changed: [] } }, ['list.empty /on/changed']],
    ['nothing to do', { ...RULE, do: [] }, ['rule.no-purpose ']],
    ['both purposes', { ...RULE, on: { event: 'x' }, refuse: { en: 'No' } }, ['rule.two-purposes /do']],
    ['a refusal on entering', { ...RULE, do: undefined, refuse: { en: 'No' } }, ['rule.refuse-not-here /refuse']],
    ['a broken condition', { ...RULE, when: { method: [] } }, ['rule.operator /when/method']],
    ['a broken action', { ...RULE, do: [{ with: {} }] }, ['member.missing /do/0']],
  ])('refuses %s', (_, document, expected) => {
    expect(problems(document)).toEqual(expected);
  });

  it('answers whatever comes in', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('on', 'do', 'when', 'title', 'refuse', 'key'), (value, member) => {
        parseAttachedRule(value);
        parseAttachedRule({ ...RULE, [member]: value });
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });
});
