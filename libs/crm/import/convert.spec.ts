import { describe, expect, it } from '@jest/globals';
import type { Json } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { convertCell, readNumber } from './convert.js';
import { readDate, readMoment } from './local-time.js';

const PLAIN = { dates: 'ymd', decimal: '.', timeZone: 'UTC' } as const;
const title = { en: 'T' };

describe('a number in a cell', () => {
  it.each([
    ['1054', '.', 1054],
    ['1,054.50', '.', 1054.5],
    ['1.054,50', ',', 1054.5],
    ['$1,054.50', '.', 1054.5],
    ['USD 12', '.', 12],
    ['12 €', '.', 12],
    ['¥ 1,200', '.', 1200],
    ['(55)', '.', -55],
    ['-3', '.', -3],
    ['1 234 567', '.', 1234567],
    ['1e3', '.', 1000],
    ['1,5', '.', null],
    ['1.5', ',', null],
    ['12 kg', '.', null],
    ['5%', '.', null],
    ['abc', '.', null],
    ['', '.', null],
  ] as const)('%s with decimal %s', (text, decimal, expected) => {
    expect(readNumber(text, decimal)).toBe(expected);
  });
});

describe('a date in a cell', () => {
  it.each([
    ['2017-03-01', 'ymd', '2017-03-01'],
    ['2017/3/1', 'ymd', '2017-03-01'],
    ['2017年3月1日', 'ymd', '2017-03-01'],
    ['01.03.2017', 'dmy', '2017-03-01'],
    ['3/1/2017', 'mdy', '2017-03-01'],
    ['2017-03-01', 'dmy', '2017-03-01'],
    ['13/13/2017', 'dmy', null],
    ['2017-02-30', 'ymd', null],
    ['1/3/17', 'dmy', null],
    ['soon', 'ymd', null],
  ] as const)('%s read %s', (text, order, expected) => {
    expect(readDate(text, order)).toBe(expected);
  });
  it.each([
    ['2017-03-01', 'UTC', '2017-03-01T00:00:00.000Z'],
    ['2017-03-01', 'Asia/Shanghai', '2017-02-28T16:00:00.000Z'],
    ['2017-03-01 14:30', 'America/New_York', '2017-03-01T19:30:00.000Z'],
    ['2017-07-01 2:30:05 PM', 'America/New_York', '2017-07-01T18:30:05.000Z'],
    ['2017-03-01T09:00:00+08:00', 'UTC', '2017-03-01T01:00:00.000Z'],
    ['2017-03-26 02:30', 'Europe/Berlin', '2017-03-26T01:30:00.000Z'],
    ['2017-03-01 25:00', 'UTC', null],
  ] as const)('%s in %s', (text, zone, expected) => {
    expect(readMoment(text, 'ymd', zone)).toBe(expected);
  });
});

describe('a cell by the kind of its field', () => {
  const options = [
    { value: 'technology', title: { en: 'Technology', 'zh-CN': '科技' } },
    { value: 'retail', title: { en: 'Retail' } },
  ];
  it.each<[string, Omit<FieldDefinition, 'title'>, string, { value: Json; near?: string }]>([
    ['yes', { type: 'boolean' }, 'Yes', { value: true }],
    ['否', { type: 'boolean' }, '否', { value: false }],
    ['maybe stays for the check to refuse', { type: 'boolean' }, 'maybe', { value: 'maybe' }],
    ['choice by its title', { type: 'choice', options }, '科技', { value: 'technology' }],
    ['known value in other case', { type: 'text', options }, 'RETAIL', { value: 'retail' }],
    ['near to a known value', { type: 'text', options }, 'technolgy', { value: 'technolgy', near: 'technology' }],
    ['far from every known value', { type: 'text', options }, 'mining', { value: 'mining' }],
    ['several choices', { type: 'choices', options }, 'Retail; Technology', { value: ['retail', 'technology'] }],
    ['address without scheme', { type: 'url' }, 'example.com', { value: 'https://example.com' }],
    ['JSON', { type: 'json' }, '{"a":1}', { value: { a: 1 } }],
    ['day of a moment', { type: 'date' }, '2017-03-01T23:00:00Z', { value: '2017-03-01' }],
  ])('%s', (_name, field, text, expected) => {
    expect(convertCell(text, { ...field, title }, PLAIN)).toEqual(expected);
  });
});
