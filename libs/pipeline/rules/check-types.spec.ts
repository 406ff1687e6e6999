import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json } from '#kernel';
import { checkRuleTypes, checkTemplate } from './check-types.js';
import { OPERATORS } from './operators.js';
import type { RuleScope } from './rule-types.js';
import { parseRule } from './shape.js';

const title = { en: 'x' };
const scope: RuleScope = {
  record: {
    name: { type: 'text', title },
    close_value: { type: 'money', title },
    close_date: { type: 'date', title },
    opened_at: { type: 'datetime', title },
    won: { type: 'boolean', title },
    stage: {
      type: 'choice',
      title,
      options: [
        { value: 'open', title },
        { value: 'closed', title },
      ],
    },
    tags: {
      type: 'choices',
      title,
      options: [
        { value: 'vip', title },
        { value: 'new', title },
      ],
    },
    account: { type: 'reference', title, object: 'account' },
    ghost: { type: 'reference', title, object: 'ghost' },
    more: { type: 'json', title },
  },
  fieldsOf: (object) =>
    object === 'account' ? { name: { type: 'text', title }, size: { type: 'integer', title }, parent: { type: 'reference', title, object: 'account' } } : null,
  vars: { tries: { type: 'number' }, log: { type: 'list' } },
  items: ['entry'],
};
const v = (path: string): Json => ({ var: path });
const found = (rule: Json): string[] => checkRuleTypes(rule, '/when', scope).map(({ code, at }) => `${code} ${at}`);

describe('checkRuleTypes', () => {
  it.each<[Json]>([
    [{ '>': [v('record.close_value'), 50_000] }],
    [{ '>': [v('record.close_value'), v('vars.tries')] }],
    [{ '<': [v('record.close_date'), v('now')] }],
    [{ '<=': ['2026-01-01', v('record.close_date'), '2026-12-31'] }],
    [{ '<': [{ date_diff: [v('record.opened_at'), v('now'), 'hours'] }, 8] }],
    [{ '>': [{ date_add: [v('record.close_date'), '-P1M'] }, v('now')] }],
    [{ '==': [v('record.stage'), 'open'] }],
    [{ '==': [v('record.stage'), null] }],
    [{ in: [v('record.stage'), ['open', 'closed']] }],
    [{ in: ['vip', v('record.tags')] }],
    [{ in: ['x', v('record.name')] }],
    [{ in: 'some-state' }],
    [{ in: ['manager', v('actor.roles')] }],
    [{ '==': [v('actor.kind'), 'person'] }],
    [{ some: [v('record.tags'), { '==': [v(''), 'vip'] }] }],
    [{ '==': [v('record.account.name'), 'Acme'] }],
    [{ '!!': v('record.account') }],
    [{ '==': [v('record.ghost.anything'), 1] }],
    [{ '==': [v('record.more.a.b'), 1] }],
    [{ '==': [v('event.payload.whatever'), 1] }],
    [{ '==': [v('vars.entry.id'), 1] }],
    [{ '>': [{ length: v('record.tags') }, 1] }],
    [{ '>': [{ if: [v('record.won'), 1, 2] }, 1] }],
    [{ missing: ['record.name', 'record.close_value'] }],
    [{ '+': [v('record.close_value'), 1] }],
    [{ '==': [{ lower: v('record.name') }, 'acme'] }],
  ])('finds nothing wrong with %j', (rule) => {
    expect(parseRule(rule, '/when')).toEqual([]);
    expect(found(rule)).toEqual([]);
  });

  it.each<[rule: Json, problems: readonly string[]]>([
    [{ '>': [v('record.close_valu'), 1] }, ['field.unknown /when/>/0/var']],
    [{ '==': [v('record.account.nam'), 'x'] }, ['field.unknown /when/==/0/var']],
    [{ '==': [v('record.account.parent.name'), 'x'] }, ['path.too-deep /when/==/0/var']],
    [{ '==': [v('record.name.first'), 'x'] }, ['path.no-members /when/==/0/var']],
    [{ '==': [v('close_value'), 1] }, ['path.unknown /when/==/0/var']],
    [{ '==': [v('actor.name'), 'x'] }, ['path.unknown /when/==/0/var']],
    [{ '==': [v('now.year'), 1] }, ['path.no-members /when/==/0/var']],
    [{ '>': [v('vars.trie'), 1] }, ['var.unknown /when/>/0/var']],
    [{ missing: ['record.nam'] }, ['field.unknown /when/missing/0']],
    [{ '>': [v('record.name'), 5] }, ['rule.type /when/>/1']],
    [{ '>': [v('record.close_value'), '50000'] }, ['rule.type /when/>/1']],
    [{ '>': [v('record.won'), 1] }, ['rule.type /when/>/0']],
    [{ '<': [v('record.close_value'), null] }, ['rule.type /when/</1']],
    [{ '==': [v('record.won'), 'yes'] }, ['rule.type /when/==/1']],
    [{ '==': [v('record.close_date'), 'tomorrow'] }, ['rule.date /when/==/1']],
    [{ '<': [v('record.close_date'), 20_260_101] }, ['rule.type /when/</1']],
    [{ '==': [v('record.close_date'), v('now')] }, ['rule.type /when/==/1']],
    [{ '==': [v('record.stage'), 'opne'] }, ['rule.option /when/==/1']],
    [{ '!=': ['opne', v('record.stage')] }, ['rule.option /when/!=/0']],
    [{ in: [v('record.stage'), ['open', 'shut', 5]] }, ['rule.option /when/in/1/1', 'rule.type /when/in/1/2']],
    [{ in: ['gold', v('record.tags')] }, ['rule.option /when/in/0']],
    [{ in: ['x', v('record.close_value')] }, ['rule.type /when/in/1']],
    [{ in: [5, v('record.name')] }, ['rule.type /when/in/0']],
    [{ in: [v('record.name')] }, ['rule.type /when/in/0']],
    [{ some: [v('record.name'), true] }, ['rule.type /when/some/0']],
    [{ some: [v('record.tags'), { '==': [v(''), 'gold'] }] }, ['rule.option /when/some/1/==/1']],
    [{ '+': [v('record.name'), 1] }, ['rule.type /when/+/0']],
    [{ upper: v('record.close_value') }, ['rule.type /when/upper']],
    [{ date_add: [v('record.close_date'), 'two days'] }, ['duration.form /when/date_add/1']],
    [{ date_diff: [v('record.close_date'), v('now'), 'fortnights'] }, ['rule.unit /when/date_diff/2']],
    [{ date_diff: [v('record.name'), v('record.close_value')] }, ['rule.type /when/date_diff/1']],
    [{ '==': [{ var: { cat: ['record.', 'name'] } }, 1] }, ['rule.path-computed /when/==/0/var']],
    [{ '!!': { var: '' } }, ['rule.path-computed /when/!!/var']],
    [{ '==': [{ '>': [v('record.close_value'), 1] }, 'yes'] }, ['rule.type /when/==/1']],
  ])('%j', (rule, problems) => {
    expect(parseRule(rule, '/when')).toEqual([]);
    expect(found(rule)).toEqual(problems);
  });

  it('says what was meant, in both languages', () => {
    expect(checkRuleTypes({ '==': [v('record.stage'), 'opne'] }, '', scope)).toEqual([
      {
        code: 'rule.option',
        at: '/==/1',
        got: 'opne',
        expected: 'open',
        text: { en: '"opne" is not one of the options. Did you mean "open"?', 'zh-CN': '“opne”不是可选值。是否指“open”？' },
      },
    ]);
  });

  it('answers for every rule that is structurally sound', () => {
    const rules = fc
      .tuple(
        fc.constantFrom(...OPERATORS.keys()),
        fc.array(fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(v('record.name'), v('record.tags'), v('x'), v(''))), { maxLength: 4 }),
      )
      .map(([name, operands]) => ({ [name]: operands }) as Json);
    fc.assert(fc.property(rules, (rule) => void checkRuleTypes(rule, '', scope)));
  });
});

describe('parseRule', () => {
  it.each<[rule: unknown, problems: readonly string[]]>([
    [{ '>': [1] }, ['rule.arity /r/>']],
    [{ '==': [1, 2, 3] }, ['rule.arity /r/==']],
    [{ '>': [1, 2], '<': [1, 2] }, ['rule.two-operators /r']],
    [{ and: [{ log: 1 }, { method: 1 }] }, ['rule.operator /r/and/0/log', 'rule.operator /r/and/1/method']],
    [{ x: 1, y: 2 }, []],
    [undefined, ['rule.value /r']],
    [JSON.parse('{"and":[{"__proto__":1}]}'), ['key.forbidden /r/and/0/__proto__']],
  ])('%j', (rule, problems) => {
    expect(parseRule(rule, '/r').map(({ code, at }) => `${code} ${at}`)).toEqual(problems);
  });
});

describe('checkTemplate', () => {
  it.each<[template: Json, problems: readonly string[]]>([
    [{ title: 'Call {{record.account.name | upper}}', due: { date_add: [v('now'), 'P3D'] } }, []],
    [{ title: 'Call {{record.acount.name}}' }, ['field.unknown /with/title']],
    [{ value: { '+': [v('record.name'), 1] } }, ['rule.type /with/value/+/0']],
    [{ list: ['{{vars.tries}}', '{{vars.gone}}'] }, ['var.unknown /with/list/1']],
  ])('%j', (template, problems) => {
    expect(checkTemplate(template, '/with', scope, 'input').map(({ code, at }) => `${code} ${at}`)).toEqual(problems);
  });
});
