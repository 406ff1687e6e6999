import { describe, expect, it } from '@jest/globals';
import { readDates, readHours, sayHours } from './calendars/hours.js';
import { curlExample, programExample } from './keys/examples.js';
import { draftsOf, moved, optionsFrom, readOptions } from './objects/field-options.js';
import { nameFrom } from './objects/field-types.js';

describe('working hours as text', () => {
  it.each([
    ['09:00-17:00', '09:00-17:00'],
    [' 09:00 – 12:00 ，13:00-24:00', '09:00-12:00, 13:00-24:00'],
    ['', ''],
  ])('%j', (text, said) => expect(sayHours(readHours(text) ?? [])).toBe(said));
  it.each(['9-5', '09:00', '25:00-26:00', '09:00-17:00; x'])('refuses %j', (text) => expect(readHours(text)).toBeNull());
  it('reads dates', () => expect(readDates('2026-12-25\n2026-12-26, 2027-01-01\n')).toEqual(['2026-12-25', '2026-12-26', '2027-01-01']));
});

it('reads choices, one a line', () =>
  expect(readOptions('north\n south = South = x \n\n')).toEqual([
    { value: 'north', title: { en: 'north' } },
    { value: 'south', title: { en: 'South = x' } },
  ]));

describe('the choices of a field', () => {
  const drafts = draftsOf([
    { value: 'north', title: { en: 'North', 'zh-CN': '北区' } },
    { value: 'south', title: { en: 'South' }, retired: true },
  ]);
  it('come back as they were, with those written after them, each once', () =>
    expect(optionsFrom(drafts, 'north = Again\nwest')).toEqual([
      { value: 'north', title: { en: 'North', 'zh-CN': '北区' } },
      { value: 'south', title: { en: 'South' }, retired: true },
      { value: 'west', title: { en: 'west' } },
    ]));
  it.each([
    [0, 1, ['south', 'north']],
    [1, -1, ['south', 'north']],
    [0, -1, ['north', 'south']],
    [1, 1, ['north', 'south']],
  ] as const)('move from %d by %d', (at, by, expected) => expect(moved(drafts, at, by).map(({ value }) => value)).toEqual(expected));
});

it.each([
  ['Next review', 'next_review'],
  ['2nd Visit!', 'nd_visit'],
  ['下次', ''],
])('name of %s', (title, name) => expect(nameFrom(title)).toBe(name));

it('examples hold the key and the address', () => {
  for (const example of [curlExample('https://m.example', 'mr_k'), programExample('https://m.example', 'mr_k')]) {
    expect(example).toContain('https://m.example/api/v1/records/deal?limit=3');
    expect(example).toContain('Bearer mr_k');
  }
});
