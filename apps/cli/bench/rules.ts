import type { Json } from '#kernel';
import { evaluateRule } from '#pipeline';
import { perSecond, type Measure } from './measure.js';

/** A condition of 20 operators, as a careful admin would write it. */
const RULE: Json = {
  and: [
    { '>': [{ var: 'record.close_value' }, 5000] },
    { '<=': [{ var: 'record.close_value' }, 500000] },
    { or: [{ '==': [{ var: 'record.source' }, 'referral'] }, { in: [{ var: 'record.sector' }, ['retail', 'medical', 'software']] }] },
    { '!': [{ var: 'record.blocked' }] },
    { '>=': [{ '-': [{ '*': [{ var: 'record.seats' }, 12] }, 10] }, 40] },
    { if: [{ '==': [{ var: 'actor.kind' }, 'person'] }, { '!!': [{ var: 'record.owner' }] }, true] },
  ],
};
const DATA = { record: { close_value: 12500, source: 'web', sector: 'medical', blocked: false, seats: 20, owner: 'p-1' }, actor: { kind: 'person' } };

/** Evaluations a second of one rule with 20 operators on one core. */
export const rulesMeasure: Measure = {
  name: 'rules',
  title: { en: 'Rules', 'zh-CN': '规则' },
  run: async ({ quick }) => {
    if (evaluateRule(RULE, DATA) !== true) throw new Error('the rule of the bench does not hold');
    const value = perSecond(() => void evaluateRule(RULE, DATA), quick ? 700 : 3000);
    return [
      {
        name: 'rules.per-second',
        title: { en: 'rules of 20 operators, one core', 'zh-CN': '含 20 个运算符的规则（单核）' },
        value,
        unit: '/s',
        target: { must: 150_000, goal: 500_000, better: 'more' },
      },
    ];
  },
};
