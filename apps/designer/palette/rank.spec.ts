import { describe, expect, it } from '@jest/globals';
import { rank } from './rank.js';

describe('the order of the palette', () => {
  it.each([
    ['', 'Home', 1],
    ['ho', 'Home', 4],
    ['sales', 'B2B sales', 3],
    ['ales', 'B2B sales', 2],
    ['看板', '销售看板', 2],
    ['b2b go', 'Sales', 0],
    ['deal', 'New: Deal', 3],
    ['tidy', 'Home', 0],
  ])('%j in %j is %d', (typed, title, value) => {
    expect(rank(typed, title)).toBe(value);
  });

  it('finds by words beside the title, after those in it', () => {
    expect(rank('dark', 'Theme', 'dark light')).toBe(1);
  });
});
