import { describe, expect, it } from '@jest/globals';
import { diffLines } from '../../document/changes/index.js';
import { foldedLines } from './folded-lines.js';

const brief = (a: string, b: string, around: number): string =>
  foldedLines(diffLines([...a], [...b]), around)
    .map((one) => (one.kind === 'fold' ? `(${one.count})` : `${{ same: '', added: '+', removed: '-' }[one.line.kind]}${one.line.text}`))
    .join(' ');

describe('folding of equal lines', () => {
  it.each([
    ['abcdefg', 'abcdefg', 1, '(7)'],
    ['abcdefg', 'abcXefg', 1, '(2) c -d +X e (2)'],
    ['abcdefghij', 'Xbcdefghiy', 1, '-a +X b (6) i -j +y'],
    ['ab', 'ab', 0, '(2)'],
    ['', 'a', 3, '+a'],
  ])('%s to %s', (a, b, around, expected) => {
    expect(brief(a, b, around)).toBe(expected);
  });
});
