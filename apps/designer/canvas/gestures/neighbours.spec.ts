import { expect, test } from '@jest/globals';
import { neighbourOf } from './neighbours.js';

/**
 *   a ── b    c
 *   │
 *   d        e
 */
const BOXES = new Map(
  Object.entries({ a: [0, 0], b: [300, 0], c: [800, 0], d: [0, 200], e: [600, 200] }).map(([id, [x = 0, y = 0]]) => [id, { x, y, width: 200, height: 68 }]),
);
const from = (id: string) => {
  const box = BOXES.get(id) ?? { x: 0, y: 0 };
  return { x: box.x + 100, y: box.y + 34 };
};

test.each([
  ['a', { x: 1, y: 0 }, 'b'],
  ['b', { x: 1, y: 0 }, 'c'],
  ['a', { x: 0, y: 1 }, 'd'],
  ['d', { x: 1, y: 0 }, 'e'],
  ['e', { x: 0, y: -1 }, 'c'],
  ['a', { x: -1, y: 0 }, null],
  ['a', { x: 0, y: -1 }, null],
])('from %s towards %j lies %s', (start, towards, expected) => {
  expect(neighbourOf(BOXES, from(start), towards, (id) => id === start)).toBe(expected);
});

test('what is skipped is no neighbour', () => {
  expect(neighbourOf(BOXES, from('a'), { x: 1, y: 0 }, (id) => id === 'a' || id === 'b')).toBe('c');
});
