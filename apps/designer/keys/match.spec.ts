import { describe, expect, it } from '@jest/globals';
import { isBare, isStroke, type Stroke } from './match.js';

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('a key binding', () => {
  it.each([
    ['m', stroke('m'), true],
    ['m', stroke('M', { shiftKey: true }), false],
    ['m', stroke('m', { ctrlKey: true }), false],
    ['?', stroke('?', { shiftKey: true }), true],
    ['?', stroke('?'), true],
    ['mod+k', stroke('k', { ctrlKey: true }), true],
    ['mod+k', stroke('k', { metaKey: true }), true],
    ['mod+k', stroke('k'), false],
    ['mod+shift+z', stroke('Z', { ctrlKey: true, shiftKey: true }), true],
    ['mod+z', stroke('z', { ctrlKey: true, shiftKey: true }), false],
    ['Enter', stroke('Enter'), true],
    ['Enter', stroke('Enter', { altKey: true }), false],
  ])('%s: %j: %s', (named, given, is) => {
    expect(isStroke(named, given)).toBe(is);
  });

  it.each([
    ['m', true],
    ['Enter', true],
    ['mod+k', false],
    ['Escape', false],
    ['F2', false],
  ])('%s is bare: %s', (named, bare) => {
    expect(isBare(named)).toBe(bare);
  });
});
