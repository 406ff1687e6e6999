import { describe, expect, it } from '@jest/globals';
import { readHead, textOfFile } from './csv-head.js';
import { guessColumns, withColumn } from './guess-columns.js';
import { guessWriting, importMap } from './import-map.js';

describe('the head of a CSV file', () => {
  it.each([
    [
      'commas',
      'a,b\n1,2\n3,4\n',
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['semicolons, CRLF, a mark', '\uFEFFa;b\r\n1;2\r\n', ['a', 'b'], [['1', '2']]],
    ['quotes with delimiters, breaks and quotes', '"a, b",c\n"x ""y""\nz",1', ['a, b', 'c'], [['x "y"\nz', '1']]],
    [
      'rows that are too short or too long',
      'a,b\n1\n1,2,3\n',
      ['a', 'b'],
      [
        ['1', ''],
        ['1', '2'],
      ],
    ],
    ['blank lines', 'a,b\n\n1,2\n\n', ['a', 'b'], [['1', '2']]],
    ['a header alone', 'a,b', ['a', 'b'], []],
    ['nothing', '', [], []],
  ])('%s', (_title, text, header, rows) => {
    expect(readHead(text)).toMatchObject({ header, rows });
  });

  it.each([
    ['UTF-8', new TextEncoder().encode('姓名'), '姓名'],
    ['GB18030', new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]), '姓名'],
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0x41, 0x00]), 'A'],
  ])('reads %s', (_title, bytes, text) => expect(textOfFile(bytes)).toBe(text));
});

const CONTACT = {
  key: 'contact',
  nameField: 'name',
  fields: (['name', 'email', 'phone', 'account'] as const).map((name) => ({ name, title: name, type: 'text', origin: 'core' as const })),
};

describe('columns', () => {
  it.each([
    [['Name', 'E-Mail'], { Name: 'name', 'E-Mail': 'email' }, 'E-Mail'],
    [['ID', 'First Name', 'Last Name'], { 'First Name + Last Name': 'name' }, 'ID'],
    [['编号', '姓', '名', '手机'], { '姓 + 名': 'name', 手机: 'phone' }, '编号'],
    [['姓名', '邮箱', '公司名称'], { 姓名: 'name', 邮箱: 'email', 公司名称: 'account' }, '邮箱'],
    [['Office Phone', 'Phone'], { Phone: 'phone' }, null],
    [['x', ''], {}, null],
  ])('%j', (header, columns, key) => expect(guessColumns(header, CONTACT)).toMatchObject({ columns, key }));

  it('a field goes with one column only', () => {
    const mapping = { key: 'id', columns: { a: 'name', b: 'email' }, joins: {} };
    expect(withColumn(mapping, 'c', 'name').columns).toEqual({ b: 'email', c: 'name' });
    expect(withColumn(mapping, 'a', null).columns).toEqual({ b: 'email' });
  });

  it('a map names only the joins it uses', () => {
    const mapping = { key: 'id', columns: { a: 'name' }, joins: { 'x + y': ['x', 'y'] } };
    expect(importMap(mapping, { dates: 'dmy', decimal: ',' }, 'Europe/Berlin', ';')).toEqual({
      key: 'id',
      columns: { a: 'name' },
      joins: {},
      dates: 'dmy',
      decimal: ',',
      timeZone: 'Europe/Berlin',
      delimiter: ';',
    });
  });
});

it.each([
  ['2026-01-31', '12.50', { dates: 'ymd', decimal: '.' }],
  ['31.01.2026', '1.234,50', { dates: 'dmy', decimal: ',' }],
  ['01/31/2026', '1,234.50', { dates: 'mdy', decimal: '.' }],
])('writing of %s and %s', (date, amount, writing) => expect(guessWriting([[date, amount]])).toEqual(writing));
