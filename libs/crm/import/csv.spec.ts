import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '#kernel';
import { type CsvSource, openCsv } from './csv.js';

const source = (bytes: Uint8Array | string, chunk = 7): CsvSource => ({
  async *open() {
    const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    for (let i = 0; i < all.length; i += chunk) yield all.subarray(i, i + chunk);
  },
});
const read = async (from: CsvSource, delimiter: string | null = null): Promise<unknown> => {
  try {
    const file = await openCsv(from, delimiter);
    const rows: unknown[] = [];
    for await (const row of file.rows()) rows.push('problem' in row ? `${row.line} ${row.problem.code}` : [row.line, Object.fromEntries(row.cells)]);
    return { encoding: file.encoding, delimiter: file.delimiter, rows };
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
};
// 客户,行业 / 甲,零售 in GB18030
const GB = new Uint8Array([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xd0, 0xd0, 0xd2, 0xb5, 0x0a, 0xbc, 0xd7, 0x2c, 0xc1, 0xe3, 0xca, 0xdb, 0x0a]);

describe('a CSV file', () => {
  it.each<[string, CsvSource, unknown]>([
    ['plain', source('a,b\n1,2\n'), { encoding: 'utf-8', delimiter: ',', rows: [[2, { a: '1', b: '2' }]] }],
    ['with a mark, CRLF, semicolons', source('\ufeffa;b\r\n1;2\r\n'), { encoding: 'utf-8', delimiter: ';', rows: [[2, { a: '1', b: '2' }]] }],
    ['tabs', source('a\tb\n1\t2'), { encoding: 'utf-8', delimiter: '\t', rows: [[2, { a: '1', b: '2' }]] }],
    [
      'quotes with line ends and commas',
      source('a,b\n"x\ny","1,""2"""\nz,3\n'),
      {
        encoding: 'utf-8',
        delimiter: ',',
        rows: [
          [3, { a: 'x\ny', b: '1,"2"' }],
          [4, { a: 'z', b: '3' }],
        ],
      },
    ],
    ['as Chinese Excel writes it', source(GB), { encoding: 'gb18030', delimiter: ',', rows: [[2, { 客户: '甲', 行业: '零售' }]] }],
    ['UTF-16', source(new Uint8Array([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x31, 0])), { encoding: 'utf-16le', delimiter: ',', rows: [[2, { a: '1' }]] }],
    ['a row with too many cells', source('a,b\n1,2,3\n4,5\n'), { encoding: 'utf-8', delimiter: ',', rows: ['2 row.cells', [3, { a: '4', b: '5' }]] }],
    ['blank lines', source('a,b\n\n1,2\n\n'), { encoding: 'utf-8', delimiter: ',', rows: [[3, { a: '1', b: '2' }]] }],
    ['header only', source('a,b\n'), { encoding: 'utf-8', delimiter: ',', rows: [] }],
    [
      'a column called __proto__',
      source('a,__proto__\n1,2\n'),
      {
        encoding: 'utf-8',
        delimiter: ',',
        rows: [
          [
            2,
            Object.fromEntries([
              ['a', '1'],
              ['__proto__', '2'],
            ]),
          ],
        ],
      },
    ],
    ['empty', source(''), 'csv.empty'],
    ['two columns of one name', source('a,a\n1,2\n'), 'csv.header'],
    ['neither encoding', source(new Uint8Array([0x61, 0x2c, 0xff, 0xff, 0x0a])), 'csv.encoding'],
    ['too many columns', source(Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')), 'csv.columns'],
  ])('%s', async (_name, from, expected) => {
    expect(await read(from)).toEqual(expected);
  });

  it('goes on after a row with a stray quote', async () => {
    expect(await read(source('a,b\n1,2\nx"y,3\n4,5\n', 1000))).toMatchObject({ rows: [[2, { a: '1', b: '2' }], '3 row.unreadable', [4, { a: '4', b: '5' }]] });
  });

  it.each([
    ['in one piece', 64_000_000],
    ['in pieces', 65_536],
  ])('tells a row over 1 MB once and goes on after it (%s)', async (_name, chunk) => {
    const long = `x,"${'y\n'.repeat(700_000)}"`;
    expect(await read(source(`a,b\n1,2\n${long}\n3,4\n5,6\n`, chunk))).toMatchObject({
      rows: [[2, { a: '1', b: '2' }], '700003 row.too-large', [700_004, { a: '3', b: '4' }], [700_005, { a: '5', b: '6' }]],
    });
  });

  it('gives up on a file in which a row does not end', async () => {
    expect(await read(source(`a,b\n1,"${'y'.repeat(9 * 1_048_576)}`, 65_536))).toBe('row.too-large');
  });

  it('never fails but by a UserError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await read(source(bytes)))),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';') }), async (text) => void (await read(source(text)))),
      { numRuns: 200 },
    );
  });
});
