import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Json, UserError } from '#kernel';
import { CORE_OBJECTS } from '../objects/index.js';
import { parseImportMap } from './map.js';

const HEADER = ['id', 'account', 'value', 'stage', 'engaged', 'closed'];
const target = (history: boolean) => ({ object: 'deal', fields: CORE_OBJECTS.get('deal')?.fields ?? {}, header: HEADER, history });
const codes = (sent: Json, history = true): readonly string[] => {
  try {
    parseImportMap(sent, target(history));
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((problem) => `${problem.code} ${problem.at}`);
    throw error;
  }
};
const good = { key: 'id', columns: { account: 'account' } };

describe('an import map', () => {
  it('fills in what is not said', () => {
    const map = parseImportMap(good, target(false));
    expect([map.timeZone, map.currency, map.dates, map.decimal, map.delimiter, map.startAt, map.events]).toEqual(['UTC', null, 'ymd', '.', null, null, []]);
  });

  it.each<[string, Json, readonly string[]]>([
    ['good', good, []],
    [
      'everything',
      {
        ...good,
        references: { account: 'name' },
        constants: { source: 'old CRM' },
        events: [{ event: 'engage', at: 'engaged', when: { stage: ['Won', 'Lost'] }, fields: { value: 'close_value' }, constants: { lost_reason: 'x' } }],
        start: { at: 'engaged' },
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
        dates: 'dmy',
        decimal: ',',
        blanks: ['-'],
        delimiter: ';',
        comment: 'x',
      },
      [],
    ],
    ['no object', [], ['map.form ']],
    ['no key', { columns: {} }, ['map.column /key']],
    ['no columns', { key: 'id' }, []],
    ['a column the file has not', { ...good, key: 'idd' }, ['map.column-unknown /key']],
    ['a field the object has not', { key: 'id', columns: { value: 'close_vale' } }, ['map.field-unknown /columns/value']],
    ['turned around', { key: 'id', columns: { close_value: 'value' } }, ['map.turned-around /columns/close_value']],
    ['two columns to one field', { key: 'id', columns: { value: 'name', stage: 'name' } }, ['map.field-twice /columns']],
    ['a reference that is none', { ...good, references: { close_value: 'name' } }, ['map.reference /references/close_value']],
    ['a misspelt part', { ...good, constant: {} }, ['map.unknown /constant']],
    ['an event without time', { ...good, events: [{ event: 'win' }] }, ['map.column /events/0/at']],
    ['no such zone', { ...good, timeZone: 'Mars/Olympus' }, ['map.time-zone /timeZone']],
    ['no such currency', { ...good, currency: 'euro' }, ['map.currency /currency']],
    ['prototype as a field', JSON.parse('{"key":"id","columns":{"value":"__proto__"}}') as Json, ['map.field-unknown /columns/value']],
  ])('%s', (_name, sent, expected) => {
    expect(codes(sent)).toEqual(expected);
  });

  it('has events only where history is imported', () => {
    expect(codes({ ...good, events: [] }, false)).toEqual(['map.events /events']);
  });

  it('never throws but a UserError', () => {
    const members = fc.constantFrom(
      'key',
      'columns',
      'references',
      'constants',
      'events',
      'start',
      'timeZone',
      'currency',
      'dates',
      'decimal',
      'blanks',
      'delimiter',
      'x',
    );
    fc.assert(
      fc.property(fc.dictionary(members, fc.jsonValue({ maxDepth: 4 })), (sent) => void codes(sent as Json)),
      { numRuns: 500 },
    );
  });
});
