import { describe, expect, it } from '@jest/globals';
import { rowWish } from './row-keys.js';

describe('single keys on a row', () => {
  it.each([
    ['s', 'move'],
    ['S', 'move'],
    ['m', 'move'],
    ['a', 'owner'],
    ['d', 'date'],
    ['p', 'priority'],
    ['x', null],
    ['toString', null],
  ])('%s wishes %j', (key, wish) => {
    expect(rowWish(key, () => true, true)).toBe(wish);
  });

  it('mean nothing to who may not do it', () => {
    expect(['s', 'a', 'd', 'p'].map((key) => rowWish(key, (permission) => permission === 'task.write', true))).toEqual([null, null, 'date', null]);
  });

  it('P means nothing where records have no priority', () => {
    expect(rowWish('p', () => true, false)).toBeNull();
  });
});
