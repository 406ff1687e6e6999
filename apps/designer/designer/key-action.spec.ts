import { describe, expect, it } from '@jest/globals';
import { keyAction } from './key-action.js';

const pressed = (key: string, more: Partial<Parameters<typeof keyAction>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('keys of the designer', () => {
  it.each([
    ['z', { ctrlKey: true }, { kind: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { kind: 'redo' }],
    ['y', { metaKey: true }, { kind: 'redo' }],
    ['ArrowLeft', {}, { kind: 'go', towards: { x: -1, y: 0 } }],
    ['ArrowLeft', { shiftKey: true }, { kind: 'nudge', by: { x: -4, y: 0 } }],
    ['ArrowDown', { shiftKey: true, ctrlKey: true }, { kind: 'nudge', by: { x: 0, y: 16 } }],
    ['ArrowDown', { ctrlKey: true }, null],
    ['Delete', {}, { kind: 'remove' }],
    ['a', {}, { kind: 'append' }],
    ['1', {}, { kind: 'fit' }],
    ['ArrowLeft', { altKey: true }, null],
    ['constructor', {}, null],
    ['q', {}, null],
  ])('%s %j', (key, more, expected) => {
    expect(keyAction(pressed(key, more), true)).toEqual(expected);
  });

  it('leaves single keys alone outside of the canvas, but not those with Ctrl', () => {
    expect(keyAction(pressed('Delete'), false)).toBeNull();
    expect(keyAction(pressed('z', { ctrlKey: true }), false)).toEqual({ kind: 'undo' });
  });
});
