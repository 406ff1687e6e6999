import { describe, expect, it } from '@jest/globals';
import { freshFieldName, optionsOf, optionsText } from './field-words.js';

describe('options as text', () => {
  const options = [
    { value: 'eu', title: { en: 'Europe', 'zh-CN': '欧洲' } },
    { value: 'us', title: { en: 'us' } },
    { value: 'asia', title: { en: 'Asia' } },
  ];
  it('come back as they were', () => {
    expect(optionsText(options)).toBe('eu = Europe = 欧洲\nus\nasia = Asia');
    expect(optionsOf(optionsText(options), [])).toEqual(options);
  });
  it.each([
    ['eu\neu = Again', [options[0]]],
    ['  \nnew', [{ value: 'new', title: { en: 'new' } }]],
    ['eu', [options[0]]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(optionsOf(text, options)).toEqual(expected);
  });
  it('finds a free name', () => {
    expect(freshFieldName(['field_1', 'name'])).toBe('field_2');
  });
});
