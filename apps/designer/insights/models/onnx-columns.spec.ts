import { describe, expect, it } from '@jest/globals';
import { base64Of, type Column, columnsOf, emptyColumn, filledTo, lackOf, movedUp } from './onnx-columns.js';

const column = (feature: string, more: Partial<Column> = {}): Column => ({ ...emptyColumn(1), feature, ...more });
const isLevel = (feature: string): boolean => feature === 'record.source';

describe('the mapping of an imported model', () => {
  it('has as many columns as the file takes numbers, and keeps those that are mapped', () => {
    expect(filledTo([column('record.amount')], 3).map(({ id, feature }) => [id, feature])).toEqual([
      [1, 'record.amount'],
      [2, ''],
      [3, ''],
    ]);
    expect(filledTo([], null)).toHaveLength(1);
    expect(filledTo([column('a'), column('b')], 1)).toHaveLength(2);
  });
  it.each<[string, readonly Column[], number | null, string | null]>([
    ['nothing mapped', [], null, 'no-column'],
    ['a column without a feature', [column('')], null, 'no-feature'],
    ['a level without its value', [column('record.source')], null, 'no-level'],
    ['fewer columns than the file takes', [column('record.amount')], 2, 'size'],
    ['a mapping that fits', [column('record.amount'), column('record.source', { level: 'web' })], 2, null],
  ])('%s', (_, columns, size, lack) => expect(lackOf(columns, { size, isLevel })).toBe(lack));
  it('is sent in its order, without what was left empty', () => {
    const columns = [column('record.amount', { mean: 10, scale: 2 }), column('record.source', { level: 'web', missing: 0 })];
    expect(columnsOf(movedUp(columns, 1))).toEqual([
      { feature: 'record.source', level: 'web', missing: 0 },
      { feature: 'record.amount', mean: 10, scale: 2 },
    ]);
    expect(movedUp(columns, 0)).toEqual(columns);
  });
  it('sends the bytes of a file as they are', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    expect(new Uint8Array(Buffer.from(base64Of(bytes), 'base64'))).toEqual(bytes);
  });
});
