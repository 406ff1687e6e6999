import { describe, expect, it } from '@jest/globals';
import { csvCell, csvOf } from './csv.js';

describe('a cell of a CSV file', () => {
  it.each([
    ['plain', 'plain'],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+49 30 1234', "'+49 30 1234"],
    ['-1', "'-1"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['企业', '企业'],
    [-12.5, '-12.5'],
    ['', ''],
  ])('%j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('stands in rows with line ends of the standard', () => {
    expect(
      csvOf([
        ['a', 1],
        ['b', 2],
      ]),
    ).toBe('\uFEFFa,1\r\nb,2\r\n');
  });
});
