import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { UserError } from '#kernel';
import type { Json } from '#kernel';
import { ruleHolds } from './evaluate.js';
import { explainRule } from './explain.js';
import { OPERATORS } from './operators.js';

const labels = {
  'record.close_value': { en: 'Close value', 'zh-CN': '成交金额' },
  'record.stage': { en: 'Stage', 'zh-CN': '阶段' },
  'record.account': { en: 'Account', 'zh-CN': '客户' },
  'record.tags': { en: 'Tags', 'zh-CN': '标签' },
  'record.close_date': { en: 'Close date', 'zh-CN': '成交日期' },
};
const data = {
  record: { close_value: 42_000, stage: 'open', account: null, tags: ['vip', 'new'], close_date: '2026-11-30', hot: true },
  actor: { roles: ['sales'] },
  now: '2026-11-21T08:00:00.000Z',
};
const value = { var: 'record.close_value' };
const stage = { var: 'record.stage' };

const CASES: readonly [rule: Json, held: boolean, en: string, zh: string][] = [
  [{ '>': [value, 50_000] }, false, 'Close value is 42,000, which is not greater than 50,000', '成交金额为42,000，不大于 50,000'],
  [{ '>': [value, 10] }, true, 'Close value is 42,000, which is greater than 10', '成交金额为42,000，大于 10'],
  [{ '>=': [value, 50_000] }, false, 'Close value is 42,000, which is less than 50,000', '成交金额为42,000，小于 50,000'],
  [{ '<': [1, value, 50_000] }, true, 'Close value (42,000) is between 1 and 50,000 (ends left out)', '成交金额（42,000）介于 1 与 50,000 之间（不含两端）'],
  [
    { '<=': [50_000, value, 60_000] },
    false,
    'Close value (42,000) is not between 50,000 and 60,000 (ends included)',
    '成交金额（42,000）不在 50,000 与 60,000 之间（含两端）',
  ],
  [{ '==': [stage, 'won'] }, false, 'Stage is "open", not "won"', '阶段为“open”，而不是“won”'],
  [{ '==': [stage, 'open'] }, true, 'Stage is "open"', '阶段为“open”'],
  [{ '!=': [stage, 'open'] }, false, 'Stage is "open", which does not differ from "open"', '阶段为“open”，等于 “open”'],
  [{ '!': [{ '>': [value, 50_000] }] }, true, 'Close value is 42,000, which is not greater than 50,000', '成交金额为42,000，不大于 50,000'],
  [{ '!': [{ missing: ['record.account', 'record.stage'] }] }, false, 'Not filled: Account', '客户 未填写'],
  [{ '!': [{ missing: ['record.stage'] }] }, true, 'Filled: Stage', '阶段 已填写'],
  [{ missing_some: [2, ['record.stage', 'record.account']] }, true, 'Not filled: Account', '客户 未填写'],
  [{ and: [{ '>': [value, 10] }, { '==': [stage, 'won'] }] }, false, 'Stage is "open", not "won"', '阶段为“open”，而不是“won”'],
  [
    { and: [{ '>': [value, 10] }, { '==': [stage, 'open'] }] },
    true,
    'Close value is 42,000, which is greater than 10, and Stage is "open"',
    '成交金额为42,000，大于 10，且阶段为“open”',
  ],
  [
    { or: [{ '>': [value, 50_000] }, { '==': [stage, 'won'] }] },
    false,
    'Close value is 42,000, which is not greater than 50,000, and Stage is "open", not "won"',
    '成交金额为42,000，不大于 50,000，且阶段为“open”，而不是“won”',
  ],
  [{ or: [{ '>': [value, 50_000] }, { '==': [stage, 'open'] }] }, true, 'Stage is "open"', '阶段为“open”'],
  [{ in: [stage, ['won', 'lost']] }, false, 'Stage is "open", which is not in "won", "lost"', '阶段为“open”，不在 “won”、“lost” 中'],
  [{ in: ['manager', { var: 'actor.roles' }] }, false, '"manager" is not in actor.roles ("sales")', '“manager” 不在 actor.roles（“sales”） 中'],
  [{ in: 'engaging' }, true, 'The state "engaging" is active', '状态“engaging”处于激活'],
  [{ in: ['other'] }, false, 'The state "other" is not active', '状态“other”未激活'],
  [{ is_blank: { var: 'record.account' } }, true, 'Account is not filled', '客户未填写'],
  [{ '!': [{ is_blank: stage }] }, true, 'Stage is filled', '阶段已填写'],
  [{ some: [{ var: 'record.tags' }, { '==': [{ var: '' }, 'gold'] }] }, false, 'No member of Tags ("vip", "new") fits', '标签（“vip”、“new”） 中没有符合的项'],
  [
    { '<': [{ date_diff: [{ var: 'now' }, { var: 'record.close_date' }, 'days'] }, 5] },
    false,
    'The days from now ("2026-11-21T08:00:00.000Z") to Close date ("2026-11-30") is 8, which is not less than 5',
    '从 now（“2026-11-21T08:00:00.000Z”） 到 成交日期（“2026-11-30”） 的天数为8，不小于 5',
  ],
  [{ var: 'record.hot' }, true, 'Hot is yes', 'Hot为是'],
  [true, true, 'It always holds', '始终成立'],
  [
    { if: [{ '>': [value, 50_000] }, true, { '==': [stage, 'won'] }] },
    false,
    'Because Close value is 42,000, which is not greater than 50,000: Stage is "open", not "won"',
    '因为成交金额为42,000，不大于 50,000，所以阶段为“open”，而不是“won”',
  ],
];

describe('explainRule', () => {
  it.each(CASES)('says why %j', (rule, held, en, zh) => {
    const context = { inState: (id: string) => id === 'engaging' };
    expect(explainRule(rule, data, 'en', labels, context)).toMatchObject({ held, sentence: en });
    expect(explainRule(rule, data, 'zh-CN', labels, context)).toMatchObject({ held, sentence: zh });
  });

  it.each([...OPERATORS.values()].map((operator) => [operator.name, operator] as const))('has words for %s in both languages', (name, operator) => {
    const operands: Json[] =
      operator.takes === 'loop'
        ? [[1, 2], { '>': [{ var: '' }, 1] }]
        : Array.from({ length: Math.max(1, operator.arity[0]) }, () => (operator.takes === 'path' ? 'record.stage' : { var: 'record.close_value' }));
    const rule = { [name]: operands };
    for (const locale of ['en', 'zh-CN'] as const) {
      const { sentence } = explainRule(rule, data, locale, labels);
      expect(sentence).toMatch(/\S/);
      expect(sentence).not.toMatch(/\{|undefined/);
    }
    expect(operator.help['zh-CN']).toBeTruthy();
  });

  it('gives back what was read', () => {
    expect(explainRule({ '>': [value, 1] }, data, 'en').read).toEqual({ 'record.close_value': 42_000 });
  });

  it('holds exactly when the rule does, whatever the rule', () => {
    const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>, fc.constantFrom<Json[]>(value, stage, { var: 'record.tags' }));
    const rules: fc.Arbitrary<Json> = fc.letrec<{ rule: Json }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        values,
        fc.tuple(fc.constantFrom(...OPERATORS.keys()), fc.array(tie('rule'), { maxLength: 3 })).map(([name, operands]) => ({ [name]: operands }) as Json),
      ),
    })).rule;
    fc.assert(
      fc.property(rules, fc.constantFrom('en' as const, 'zh-CN' as const), (rule, locale) => {
        try {
          expect(explainRule(rule, data, locale, labels).held).toBe(ruleHolds(rule, data));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
