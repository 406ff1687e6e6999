import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#kernel';
import { ruleHolds, type FieldDefinition } from '#pipeline';
import { countTerms } from './counting.js';
import type { Vocabulary } from './vocabulary.js';

const field = (type: FieldDefinition['type']): FieldDefinition => ({ type, title: { en: type } });
const VOCABULARY: Vocabulary = {
  pipeline: 'p',
  object: 'deal',
  record: { value: field('money'), name: field('text'), flag: field('boolean'), due: field('date'), seen: field('datetime'), tier: field('choices') },
  objects: {},
  vars: { n: { type: 'number' } },
  roles: [],
  states: [
    { id: 'open', title: { en: 'Open' }, isStage: true },
    { id: 'inner', title: { en: 'Inner' }, isStage: false },
  ],
  events: [],
  calendars: [],
  pipelines: [],
  models: [],
  segmentSets: [],
  members: [],
};
const NOW = Date.parse('2026-02-01T12:00:00Z');
const v = (path: string): Json => ({ var: path });
const said = (rule: Json): string | null => {
  const terms = countTerms(rule, VOCABULARY, NOW);
  return terms && terms.map(({ sign, conditions }) => `${sign > 0 ? '+' : '-'}${conditions.join(';')}`).join(' ');
};

describe('a rule as counts of record filters', () => {
  it.each<[Json, string]>([
    [{ '>': [v('record.value'), 100] }, '+value>100'],
    [{ '<': [v('record.value'), 100] }, '+value<100 +value='],
    [{ '<': [v('record.value'), -1] }, '+value<-1'],
    [{ and: [{ '>': [v('record.value'), 100] }, { in: 'open' }] }, '+stage=open;value>100'],
    [{ or: [{ '>': [v('record.value'), 100] }, { in: 'open' }] }, '+stage=open +value>100 -stage=open;value>100'],
    [{ in: [v('record.name'), ['a b', 'c']] }, '+name="a b",c'],
    [{ '!': [v('record.flag')] }, '+ -flag=true'],
    [{ '!!': [v('record.value')] }, '+value!=;value!=0'],
    [{ '<': [v('record.due'), { date_add: [v('now'), '-P14D'] }] }, '+due<=2026-01-18'],
    [{ '>': [v('record.due'), v('now')] }, '+due>2026-02-01'],
    [{ '>=': [v('record.due'), '2026-03-01'] }, '+due>=2026-03-01'],
    [{ '<': [v('record.seen'), { date_add: [v('now'), 'PT2H'] }] }, '+seen<2026-02-01T14:00:00.000Z'],
    [{ in: ['gold', v('record.tier')] }, '+tier=gold'],
  ])('%j', (rule, expected) => {
    expect(said(rule)?.split(' ').sort()).toEqual(expected.split(' ').sort());
  });

  it.each<[string, Json]>([
    ['variables of the run', { '>': [v('vars.n'), 1] }],
    ['who acts', { '==': [v('record.name'), v('actor.id')] }],
    ['a state that is no stage', { in: 'inner' }],
    ['a part of a text, which a filter finds in any case', { in: ['x', v('record.name')] }],
    ['what the builder cannot draw', { '>': [{ '+': [v('record.value'), 1] }, 2] }],
    ['a value that is not given yet', { '==': [v('record.name'), null] }],
    ['months, which are not of one length', { '<': [v('record.due'), { date_add: [v('now'), '-P1M'] }] }],
    ['an unknown field', { '>': [v('record.nope'), 1] }],
  ])('does not count %s', (_name, rule) => {
    expect(countTerms(rule, VOCABULARY, NOW)).toBeNull();
  });

  it('counts all where there is no rule', () => {
    expect(countTerms(null, VOCABULARY, NOW)).toEqual([{ sign: 1, conditions: [] }]);
  });

  it('adds up to what the rule says of each record', () => {
    const leaf = fc.oneof(
      fc.tuple(fc.constantFrom('>', '>=', '<', '<=', '==', '!='), fc.integer({ min: -1, max: 3 })).map(([sign, n]) => ({ [sign]: [v('record.value'), n] })),
      fc.constantFrom<Json>(
        { '!!': [v('record.flag')] },
        { '!': [v('record.flag')] },
        { is_blank: [v('record.value')] },
        { in: [v('record.value'), [1, 2]] },
        { '!!': [v('record.value')] },
      ),
    );
    const { rule: rules } = fc.letrec<{ rule: Json }>((tie) => ({
      rule: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('rule'), { minLength: 1, maxLength: 2 }).map((parts) => ({ and: parts })),
        fc.array(tie('rule'), { minLength: 1, maxLength: 2 }).map((parts) => ({ or: parts })),
        tie('rule').map((part) => ({ '!': [part] })),
      ),
    }));
    const record = fc.record({ value: fc.constantFrom(null, -1, 0, 1, 2, 3), flag: fc.constantFrom(null, true, false) });
    fc.assert(
      fc.property(rules, record, (rule, fields) => {
        const terms = countTerms(rule, VOCABULARY, NOW);
        if (terms === null) return;
        const sum = terms.reduce((total, { sign, conditions }) => total + (conditions.every((one) => fits(one, fields)) ? sign : 0), 0);
        expect(sum).toBe(ruleHolds(rule, { record: fields }) ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});

/** As the engine's filter: unfilled values fulfil only `field=` and `field!=value`. */
function fits(condition: string, record: Readonly<Record<string, unknown>>): boolean {
  const [, name = '', sign = '', text = ''] = /^(\w+)(!=|>=|<=|=|>|<)(.*)$/.exec(condition) ?? [];
  const value = record[name] ?? null;
  if (text === '') return (value === null) === (sign === '=');
  const wanted = text.split(',');
  if (sign === '=') return value !== null && wanted.includes(String(value));
  if (sign === '!=') return value === null || !wanted.includes(String(value));
  const [a, b] = [Number(value), Number(text)];
  return value !== null && (sign === '>' ? a > b : sign === '>=' ? a >= b : sign === '<' ? a < b : a <= b);
}
