import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstBadOffset, placeOf } from './json-place.js';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('where text stops being JSON', () => {
  it.each([
    ['{"a": [1, 2,, 3]}', 12],
    ['{"a": tru}', 6],
    ['[1 2]', 3],
    ['"a\nb"', 0],
    ['{"a":1', 6],
    ['', 0],
    ['{} x', 3],
    ["{'a':1}", 1],
    ['[01]', 2],
  ])('%j at %i', (text, offset) => {
    expect(firstBadOffset(text)).toBe(offset);
  });

  it('lines and columns count from 1', () => {
    expect(placeOf('{\n  "a": x\n}', 9)).toEqual({ line: 2, column: 8 });
  });

  it('agrees with JSON.parse on what is whole and what is not', () => {
    fc.assert(fc.property(fc.json(), (text) => firstBadOffset(text) === text.length));
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('x', '}', ',', '"', '\\', '1', ' '), (text, at, char) => {
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + char + text.slice(place);
        return parses(changed) ? firstBadOffset(changed) === changed.length : firstBadOffset(changed) <= changed.length;
      }),
      { numRuns: 2_000 },
    );
  });
});
