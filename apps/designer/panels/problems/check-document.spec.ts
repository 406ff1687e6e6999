import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { AttachedRuleDocument, FieldDefinition, PipelineDocument } from '#pipeline';
import { checkDocument } from './check-document.js';

const field = (type: FieldDefinition['type']): FieldDefinition => ({ type, title: { en: type } });
const AROUND = {
  rules: [],
  objects: { deal: { name: field('text'), amount: field('money') } },
  calendars: [],
  pipelines: [],
  models: ['deal-win'],
  segmentSets: [],
};
const DOCUMENT: PipelineDocument = {
  format: 'millrace/1',
  key: 'x',
  object: 'deal',
  title: { en: 'X' },
  initial: 'a',
  states: { a: { stage: true, on: { win: { target: 'b', requires: ['amount'] } } }, b: { type: 'final', stage: true } },
};
const codes = (document: PipelineDocument, more: Partial<Parameters<typeof checkDocument>[0]> = {}) =>
  checkDocument({ ...AROUND, ...more, document }).map(({ code, at }) => `${code} ${at}`);

describe('the check in the browser', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(codes(DOCUMENT)).toEqual([]);
  });
  it.each<[string, PipelineDocument, Partial<Parameters<typeof checkDocument>[0]>, string]>([
    ['what cannot be read', { ...DOCUMENT, initial: 'c' }, {}, 'state.unknown /initial'],
    ['what the verifier proves', { ...DOCUMENT, states: { ...DOCUMENT.states, c: {} } }, {}, 'state.unreachable /states/c'],
    ['an unknown object', { ...DOCUMENT, object: 'ship' }, {}, 'object.unknown /object'],
    ['an input that does not fit', { ...DOCUMENT, entry: [{ do: 'task.create', with: {} }] }, {}, 'step.input /entry/0/with'],
    ['a model that is not there', { ...DOCUMENT, entry: [{ do: 'score.custom', with: { model: 'deal-wim' } }] }, {}, 'model.missing /entry/0/with/model'],
    ['a segment set that is not there', { ...DOCUMENT, entry: [{ do: 'segment.refresh', with: { set: 'x' } }] }, {}, 'model.missing /entry/0/with/set'],
    [
      'a calendar that is not there',
      { ...DOCUMENT, states: { ...DOCUMENT.states, a: { ...DOCUMENT.states['a'], after: [{ in: { business: 'PT8H', calendar: 'x' } }] } } },
      {},
      'calendar.unknown /states/a/after/0/in/calendar',
    ],
    [
      'a rule that cannot be read',
      DOCUMENT,
      { rules: [{ key: 'r', pipeline: 'x', title: { en: 'R' }, on: { enter: 'a' } } as AttachedRuleDocument] },
      'rule.no-purpose /rules/r',
    ],
  ])('finds %s', (_name, document, more, expected) => {
    expect(codes(document, more)).toContain(expected);
  });
  it('misses no model and no segment set while it is not known which there are', () => {
    const entry: PipelineDocument['entry'] = [
      { do: 'score.custom', with: { model: 'deal-wim' } },
      { do: 'segment.refresh', with: { set: 'x' } },
    ];
    const missing = (more: Parameters<typeof codes>[1]) => codes({ ...DOCUMENT, entry }, more).filter((problem) => problem.startsWith('model.missing'));
    expect(missing({ models: null, segmentSets: null })).toEqual([]);
    expect(missing({ models: null })).toEqual(['model.missing /entry/1/with/set']);
    expect(missing({})).toHaveLength(2);
  });
  it('takes the fields that a pipeline brings along', () => {
    const document = JSON.parse(readFileSync(new URL('../../../../workflows/renewal/pipeline.json', import.meta.url), 'utf8')) as PipelineDocument;
    expect(checkDocument({ ...AROUND, document, objects: { deal: {} } }).filter(({ at }) => at.startsWith('/fields'))).toEqual([]);
  });
});
