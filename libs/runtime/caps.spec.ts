import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8Length } from '#kernel';
import { bytesBeyond } from './caps.js';

describe('bytesBeyond', () => {
  it('is the exact size above the limit and 0 below it, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 400 }), (value, limit) => {
        const bytes = utf8Length(JSON.stringify(value));
        expect(bytesBeyond(value, limit)).toBe(bytes > limit ? bytes : 0);
      }),
    );
  });
});
