import { describe, expect, it } from '@jest/globals';
import { harmless } from './process-terminal.js';

describe('what is written to a terminal', () => {
  it.each([
    ['a title from a file', 'a\u001b]0;owned\u0007b', 'a\u241b]0;owned\u2407b'],
    ['a carriage return that hides the line', 'failed\rok', 'failed\u240dok'],
    ['an escape in one byte', 'a\u009b2Jb\u007f', 'a\ufffd2Jb\ufffd'],
    ['lines and columns', 'a\tb\n中文 é 😀', 'a\tb\n中文 é 😀'],
  ])('%s', (_, text, shown) => {
    expect(harmless(text)).toBe(shown);
  });
});
