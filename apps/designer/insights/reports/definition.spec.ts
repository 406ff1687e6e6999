import { describe, expect, it } from '@jest/globals';
import { FRESH, readGroup, withGroup, writeGroup } from './definition.js';

describe('a report', () => {
  it.each([
    ['stage', { path: 'stage', bucket: null }],
    ['close_date:month', { path: 'close_date', bucket: 'month' }],
    ['account.sector', { path: 'account.sector', bucket: null }],
  ] as const)('reads the group %s and writes it again', (text, group) => {
    expect(readGroup(text)).toEqual(group);
    expect(writeGroup(group)).toBe(text);
  });

  it('loses the groups after one that is taken away', () => {
    const both = { ...FRESH, groups: ['stage', 'ownerId'] };
    expect(withGroup(both, 0, null).groups).toEqual([]);
    expect(withGroup(both, 1, { path: 'createdAt', bucket: 'week' }).groups).toEqual(['stage', 'createdAt:week']);
    expect(withGroup(FRESH, 0, { path: 'stage', bucket: null }).groups).toEqual(['stage']);
  });
});
