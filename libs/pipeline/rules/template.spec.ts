import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { UserError } from '#kernel';
import type { Json } from '#kernel';
import { checkTemplateShape, computedIn, resolveInput, resolveTemplate, templatePaths } from './template.js';

const DATA = {
  record: {
    name: 'Acme',
    value: 1_234_567.5,
    count: 0,
    empty: '',
    none: null,
    tags: ['vip', 'new'],
    at: '2026-11-21T08:30:00.000Z',
    evil: '{{record.name}}',
    rule: { var: 'record.name' },
    owner: { name: 'Li' },
  },
  vars: { min: 3 },
};

describe('resolveTemplate', () => {
  it.each<[template: Json, value: Json]>([
    ['plain', 'plain'],
    [42, 42],
    [null, null],
    ['Call {{record.name}}', 'Call Acme'],
    ['Call {{ record.owner.name }} of {{record.name}}!', 'Call Li of Acme!'],
    ['{{record.value}}', 1_234_567.5],
    ['{{record.tags}}', ['vip', 'new']],
    ['{{record.gone}}', null],
    ['[{{record.gone}}]', '[]'],
    ['{{record.count}} left', '0 left'],
    ['{{record.name | upper}}', 'ACME'],
    ['{{record.name | upper | lower}}', 'acme'],
    ['{{record.value | money}} CNY', '1,234,567.50 CNY'],
    ['{{record.count | money}}', '0'],
    ['{{record.at | date}}', '2026-11-21'],
    ['{{record.at | time}}', '2026-11-21 08:30'],
    ['{{record.name | date}}', 'Acme'],
    ["{{record.none | default('nobody')}}", 'nobody'],
    ['{{record.empty | default("a | b")}}', 'a | b'],
    ["{{record.count | default('x')}}", 0],
    ["{{record.tags | join(' + ')}}", 'vip + new'],
    ['{{record.tags | json}}', '["vip","new"]'],
    ['Tags: {{record.tags}}', 'Tags: ["vip","new"]'],
    ['{{record.evil}}', '{{record.name}}'],
    ['say {{record.evil}}', 'say {{record.name}}'],
    ['{{record.rule}}', { var: 'record.name' }],
    ['{{record.constructor}} {{record.name.length.constructor}}', ' '],
    ['{{ }} and {{a b}} stay', '{{ }} and {{a b}} stay'],
    ['{{record.name', '{{record.name'],
    [{ '+': [{ var: 'vars.min' }, 1] }, 4],
    [
      { a: { var: 'record.rule' }, b: ['{{record.name}}', { '!': [true] }] },
      { a: { var: 'record.name' }, b: ['Acme', false] },
    ],
  ])('%j gives %j', (template, value) => {
    expect(resolveTemplate(template, DATA)).toEqual(value);
  });

  it('takes the outermost object of an input for members, never for a rule', () => {
    expect(resolveInput({ min: 3 }, DATA)).toEqual({ min: 3 });
    expect(resolveInput({ min: { '+': [{ var: 'vars.min' }, 1] } }, DATA)).toEqual({ min: 4 });
    expect(templatePaths({ length: '{{record.name}}' }, 'input')).toEqual(['record.name']);
  });

  it('keeps texts within 64 KB', () => {
    const big = { record: { text: 'x'.repeat(40_000) } };
    expect(() => resolveTemplate('{{record.text}} {{record.text}}', big)).toThrow(UserError);
  });

  it('gives JSON or a UserError, whatever the template', () => {
    const texts = fc.array(fc.constantFrom('{{', '}}', 'record.name', '|', 'upper', "default('x')", ' ', '.', '{', "'", 'a')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          fc.jsonValue() as fc.Arbitrary<Json>,
          texts.map((text) => ({ a: [text] })),
        ),
        (template) => {
          checkTemplateShape(template as Json, '');
          try {
            expect(JSON.stringify(resolveTemplate(template as Json, DATA))).toBeDefined();
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('templatePaths', () => {
  it('finds the paths of holes and rules', () => {
    const template = {
      title: 'Call {{record.owner.name | upper}} {{vars.x}}',
      list: [{ '+': [{ var: 'record.value' }, 1] }],
      bad: '{{ }}',
      made: { var: { cat: ['a'] } },
    };
    expect(templatePaths(template)).toEqual(['record.owner.name', 'record.value', 'vars.x']);
    expect(computedIn(template, '/with')).toEqual(['/with/made/var']);
  });
});

describe('checkTemplateShape', () => {
  it.each<[template: Json, problems: readonly string[]]>([
    ['{{record.name | upper}}', []],
    ['{{ }}', ['template.path ']],
    ['{{record..name}}', ['template.path ']],
    ['{{record.name | shout}}', ['template.filter ']],
    ["{{record.name | upper('x')}}", ['template.filter ']],
    ['{{record.name | default}}', ['template.filter ']],
    ['{{record.name |}}', ['template.filter ']],
    ['{{record.name', ['template.hole ']],
    [{ a: { '>': [1] } }, ['rule.arity /a/>']],
  ])('%j', (template, problems) => {
    expect(checkTemplateShape(template, '').map(({ code, at }) => `${code} ${at}`)).toEqual(problems);
  });
});
