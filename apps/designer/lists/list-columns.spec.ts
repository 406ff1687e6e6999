import { describe, expect, it } from '@jest/globals';
import { nextSort, readSort } from './list-columns.js';

describe('the order of a list', () => {
  it('goes up, down and back as its head is pressed', () => {
    const first = nextSort(undefined, 'close_value');
    const second = nextSort(first, 'close_value');
    expect([first, second, nextSort(second, 'close_value'), nextSort(second, 'name')]).toEqual(['close_value', '-close_value', undefined, 'name']);
  });

  it.each([
    [undefined, null],
    ['', null],
    ['-close_value,name', { by: 'close_value', isFalling: true }],
    ['+name', { by: 'name', isFalling: false }],
  ])('%j reads %j', (sort, read) => {
    expect(readSort(sort)).toEqual(read);
  });
});
