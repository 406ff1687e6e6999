import { describe, expect, it } from '@jest/globals';
import type { Field } from '../fields/object-shape.js';
import { chosenSide, differingFields, taken } from './merge-choice.js';

const field = (name: string): Field => ({
  name,
  type: 'text',
  title: name,
  options: [],
  object: null,
  required: false,
  unique: false,
  personal: false,
  origin: 'core',
});
const FIELDS = ['name', 'phone', 'email', 'city'].map(field);
const records = [{ fields: { name: 'Ann', phone: '1', city: 'Rome' } }, { fields: { name: 'Ann B.', email: 'a@x', city: 'Rome' } }] as const;

describe('what a merge takes', () => {
  it('asks only about fields that differ', () => {
    const { differing, same } = differingFields(FIELDS, records);
    expect([differing.map(({ name }) => name), same]).toEqual([['name', 'phone', 'email'], 1]);
  });
  it.each([
    ['the one that stays, and fills its gaps', 0, {}, ['email']],
    ['the same the other way round', 1, {}, ['phone']],
    ['what was chosen, also an empty value', 0, { name: 1, phone: 1, email: 0 }, ['name', 'phone']],
  ] as const)('is of %s', (_name, stays, chosen, names) => {
    const { differing } = differingFields(FIELDS, records);
    expect(taken(differing, { records, stays, chosen })).toEqual(names);
    expect(chosenSide('name', { records, stays, chosen: {} })).toBe(stays);
  });
});
