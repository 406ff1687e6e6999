import { describe, expect, it } from '@jest/globals';
import { shapesOf } from './object-shape.js';

type Given = Parameters<typeof shapesOf>[0][number];
const field = (name: string, origin: 'added' | 'pipeline') => ({ name, type: 'text', title: { en: name }, origin }) as Given['fields'][number];
const deal = (fields: Given['fields'], retired: Given['fields']): Given => ({
  key: 'deal',
  title: { en: 'Deal' },
  plural: { en: 'Deals' },
  nameField: 'name',
  fields,
  retiredFields: retired.map((one) => ({ ...one, retiredAt: '2026-01-31T09:00:00.000Z' })),
});
const words = { text: ({ en }: { readonly en: string }) => en };

describe('the shape of an object', () => {
  it('knows a field that is out of use, and says so', () => {
    const [shape] = shapesOf([deal([field('name', 'added')], [field('region', 'added')])], words);
    expect(shape?.fields.map(({ name }) => name)).toEqual(['name']);
    expect(shape?.byName.get('region')).toMatchObject({ retired: true });
  });

  it('has a name once: one that a pipeline brought since is in use', () => {
    const [shape] = shapesOf([deal([field('region', 'pipeline')], [field('region', 'added')])], words);
    expect(shape?.retired).toEqual([]);
    expect(shape?.byName.get('region')).toMatchObject({ origin: 'pipeline' });
  });
});
