import { describe, expect, it } from '@jest/globals';
import { closest } from './closest.js';

describe('closest', () => {
  it.each<[name: string, candidates: readonly string[], meant: string | null]>([
    ['Won', ['won', 'lost'], 'won'],
    ['opne', ['open', 'closed'], 'open'],
    ['clsoed', ['open', 'closed'], 'closed'],
    ['prospectng', ['prospecting', 'engaging'], 'prospecting'],
    ['technolgy', ['technology'], 'technology'],
    ['xy', ['ab', 'cd'], null],
    ['anything', [], null],
    ['engage', ['lost'], null],
  ])('%s among %j is %s', (name, candidates, meant) => {
    expect(closest(name, candidates)).toBe(meant);
  });
});
