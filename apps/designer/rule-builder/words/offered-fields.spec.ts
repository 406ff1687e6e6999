import { expect, it } from '@jest/globals';
import { offeredFields, type Vocabulary } from './vocabulary.js';

const text = { type: 'text', title: { en: 'Text' } } as const;
const VOCABULARY = { record: { old: { ...text, retired: true }, older: { ...text, retired: true }, region: text } } as unknown as Vocabulary;

it('fields out of use are offered only where they are named already', () => {
  expect(offeredFields(VOCABULARY).map(([name]) => name)).toEqual(['region']);
  expect(offeredFields(VOCABULARY, ['old']).map(([name]) => name)).toEqual(['old', 'region']);
});
