import { describe, expect, it } from '@jest/globals';
import { moved, nextEditable, wishOf } from './grid-keys.js';

const size = { rows: 50, columns: 5, page: 10 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

describe('keys in the grid', () => {
  it.each([
    ['ArrowDown', false, [3, 2], [4, 2]],
    ['ArrowUp', false, [0, 2], [-1, 2]],
    ['ArrowUp', false, [-1, 2], [-1, 2]],
    ['ArrowLeft', false, [3, 0], [3, 0]],
    ['ArrowRight', true, [3, 0], [3, 4]],
    ['Home', false, [3, 4], [3, 0]],
    ['Home', true, [3, 4], [0, 0]],
    ['End', true, [3, 0], [49, 4]],
    ['PageDown', false, [45, 1], [49, 1]],
    ['PageUp', false, [4, 1], [0, 1]],
  ] as const)('%s (ctrl %j) from %j to %j', (key, ctrl, [row, column], [toRow, toColumn]) => {
    expect(moved({ row, column }, press(key, ctrl), size)).toEqual({ row: toRow, column: toColumn });
  });

  it('that mean nothing do not move', () => {
    expect(moved({ row: 0, column: 0 }, press('a'), size)).toBeNull();
  });

  it.each([
    [' ', 2, 'select'],
    ['Enter', 2, 'open-or-edit'],
    ['F2', 2, 'edit'],
    ['Enter', -1, 'sort'],
    ['x', 2, null],
  ] as const)('%j in row %i wishes %j', (key, row, wish) => {
    expect(wishOf({ ...press(key), shiftKey: false }, { row, column: 1 })).toBe(wish);
  });

  it('change the width of a column on its head', () => {
    const head = { row: -1, column: 2 };
    expect(wishOf({ ...press('ArrowRight'), shiftKey: true }, head)).toBe('wider');
    expect(wishOf({ ...press('ArrowLeft'), shiftKey: true }, head)).toBe('narrower');
    expect(wishOf({ ...press('ArrowLeft'), shiftKey: false }, head)).toBeNull();
    expect(wishOf({ ...press('Enter'), shiftKey: false }, { row: -1, column: 0 })).toBe('all-rows');
  });

  it('Tab goes on to the next cell that can be edited, over the end of the row', () => {
    const only = (column: number): boolean => column === 2 || column === 3;
    expect(nextEditable({ row: 0, column: 2 }, 1, size, only)).toEqual({ row: 0, column: 3 });
    expect(nextEditable({ row: 0, column: 3 }, 1, size, only)).toEqual({ row: 1, column: 2 });
    expect(nextEditable({ row: 1, column: 2 }, -1, size, only)).toEqual({ row: 0, column: 3 });
    expect(nextEditable({ row: 49, column: 3 }, 1, size, only)).toBeNull();
    expect(nextEditable({ row: 0, column: 0 }, 1, size, () => false)).toBeNull();
  });
});
