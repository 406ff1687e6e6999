import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RecordId, UserError } from '#kernel';
import { WorkspaceFields } from '../fields/registry.js';
import { readCursor, writeCursor } from './cursor.js';
import { parseFilter } from './filter.js';
import type { Condition, Selection } from './query.js';
import { parseSort } from './sort.js';
import { parseGroups, parseMeasures } from './summary.js';

const FIELDS = new WorkspaceFields(
  'USD',
  [{ object: 'deal', name: 'tier', definition: { type: 'choices', title: { en: 'Tier' }, options: [{ value: 'a', title: { en: 'A' } }] }, retiredAt: null }],
  [],
);
const brief = ({ column, comparison, values }: Condition): string =>
  `${column.kind} ${'reference' in column ? `${column.reference}.` : ''}${column.name} ${comparison} ${JSON.stringify(values)}`;
const codesOf = (work: () => unknown): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((problem) => problem.code);
    throw error;
  }
};

describe('filter', () => {
  it.each([
    ['', []],
    ['close_value>1000', ['field close_value above [1000]']],
    ['close_value>=1e3 ; close_value < 2000.50', ['field close_value at-least [1000]', 'field close_value below [2000.5]']],
    ['stage=engaging,prospecting', ['run stage one-of ["engaging","prospecting"]']],
    ['stage!=won', ['run stage none-of ["won"]']],
    ['account.sector=retail', ['via account.sector one-of ["retail"]']],
    ['name~acme', ['field name contains ["acme"]']],
    ['lost_reason=', ['field lost_reason empty []']],
    ['lost_reason!=', ['field lost_reason filled []']],
    ['lost_reason=""', ['field lost_reason one-of [""]']],
    ['name="a;b, ""c"""', ['field name one-of ["a;b, \\"c\\""]']],
    ['close_date<=2017-12-31', ['field close_date at-most ["2017-12-31"]']],
    ['endedAt>2017-06-01', ['run endedAt above ["2017-06-01T00:00:00.000Z"]']],
    ['open=true;cycleDays>60', ['run open one-of [true]', 'run cycleDays above [60]']],
    ['tags=vip;tier~a', ['own tags one-of ["vip"]', 'field tier contains ["a"]']],
    ['product_text=GTXPro', ['field product_text one-of ["GTXPro"]']],
    ['name=张三', ['field name one-of ["张三"]']],
  ])('%s', (text, expected) => {
    expect(parseFilter(text, FIELDS, 'deal').map(brief)).toEqual(expected);
  });

  it.each([
    ['close_vale>1', 'field.unknown'],
    ['account.sectr=retail', 'field.unknown'],
    ['account.subsidiary_of.name=x', 'field.unknown'],
    ['__proto__=1', 'field.unknown'],
    ['constructor=1', 'field.unknown'],
    ['close_value>abc', 'filter.value'],
    ['close_value>', 'filter.value'],
    ['close_date=2017-02-30', 'filter.value'],
    ['open=yes', 'filter.value'],
    ['account=not-an-id', 'filter.value'],
    ['account>3', 'filter.comparison'],
    ['open>true', 'filter.comparison'],
    ['close_value~1', 'filter.comparison'],
    ['close_value>1,2', 'filter.value'],
    ['nonsense', 'filter.form'],
    [Array.from({ length: 31 }, () => 'name=a').join(';'), 'filter.too-many'],
    ['x'.repeat(9000), 'filter.too-long'],
    ['name=a\u0000b', 'filter.value'],
    ['name=\ud800', 'filter.value'],
  ])('refuses %s', (text, code) => {
    expect(codesOf(() => parseFilter(text, FIELDS, 'deal'))).toEqual([code]);
  });

  it('never throws but a UserError, whatever it is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void codesOf(() => parseFilter(text, FIELDS, 'deal'))),
      { numRuns: 500 },
    );
    const piece = fc.constantFrom('close_value', 'stage', 'account.name', '=', '!=', '>', '~', ';', ',', '"', '""', '1', 'x', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => void codesOf(() => parseFilter(pieces.join(''), FIELDS, 'deal'))),
      { numRuns: 500 },
    );
  });
});

describe('sort, group and measure', () => {
  it('reads fields in order', () => {
    expect(parseSort('-close_value, name', FIELDS, 'deal').map((key) => [key.column.name, key.descending])).toEqual([
      ['close_value', true],
      ['name', false],
    ]);
    expect(parseGroups('stage,close_date:month', FIELDS, 'deal').map((group) => [group.label, group.bucket])).toEqual([
      ['stage', null],
      ['close_date:month', 'month'],
    ]);
    expect(parseMeasures('', null, FIELDS, 'deal')).toEqual([{ label: 'count', kind: 'count' }]);
    expect(parseMeasures('sum,avg:cycleDays', 'close_value', FIELDS, 'deal').map((m) => [m.label, 'column' in m ? m.column.name : ''])).toEqual([
      ['sum', 'close_value'],
      ['avg:cycleDays', 'cycleDays'],
    ]);
  });

  it.each([
    ['sort by a list', () => parseSort('tags', FIELDS, 'deal'), 'sort.type'],
    ['sort by what is not there', () => parseSort('-nam', FIELDS, 'deal'), 'field.unknown'],
    ['sort by five', () => parseSort('name,name,name,name,name', FIELDS, 'deal'), 'sort.too-many'],
    ['bucket of a number', () => parseGroups('close_value:month', FIELDS, 'deal'), 'group.bucket'],
    ['unknown bucket', () => parseGroups('close_date:decade', FIELDS, 'deal'), 'group.bucket'],
    ['four groups', () => parseGroups('name,name,name,name', FIELDS, 'deal'), 'group.too-many'],
    ['unknown measure', () => parseMeasures('max:close_value', null, FIELDS, 'deal'), 'measure.form'],
    ['measure of nothing', () => parseMeasures('sum', null, FIELDS, 'deal'), 'measure.field'],
    ['measure of a text', () => parseMeasures('sum:name', null, FIELDS, 'deal'), 'measure.type'],
  ])('refuses %s', (_name, work, code) => {
    expect(codesOf(work)).toEqual([code]);
  });
});

describe('cursor', () => {
  const query = (filter: string, sort: string): Selection & { sort: ReturnType<typeof parseSort> } => ({
    object: 'deal',
    filter: parseFilter(filter, FIELDS, 'deal'),
    search: null,
    pipeline: null,
    deleted: 'without',
    sort: parseSort(sort, FIELDS, 'deal'),
  });
  const id = '00000000-0000-7000-8000-000000000001' as RecordId;

  it('comes back as it was written', () => {
    const of = query('close_value>1', '-close_value,close_date,name');
    const position = { id, values: [12.5, null, 'a"b'] };
    expect(readCursor(writeCursor(position, of), of)).toEqual(position);
  });

  it.each([
    ['of another filter', writeCursor({ id, values: [1] }, query('close_value>2', 'close_value'))],
    ['of another sort', writeCursor({ id, values: [1] }, query('close_value>1', '-close_value'))],
    ['not a cursor', 'abc'],
    ['empty list', Buffer.from('[]').toString('base64url')],
    ['huge', 'A'.repeat(30_000)],
  ])('is refused when %s', (_name, cursor) => {
    expect(codesOf(() => readCursor(cursor, query('close_value>1', 'close_value')))).toEqual(['cursor.invalid']);
  });
});
