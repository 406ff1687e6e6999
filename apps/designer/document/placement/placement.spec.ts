import fc from 'fast-check';
import type { PipelineDocument } from '#pipeline';
import { after, small } from '../testing/small.js';
import { randomDocument } from '../testing/random-document.js';
import { placementOf } from '../tree/placement.js';
import { treeOf } from '../tree/state-tree.js';
import { align, boxesOf, defaultSize, distribute, enclose, GRID, HEAD, mergeLayout, overlaps, PADDING, placeNew, positionIn, snap, type Box } from './index.js';

//  a(0,0)  b(280,0)   box(0,200) { x(24,56), y(300,56) }   c not placed
const CHART = small(
  { a: {}, b: {}, box: { initial: 'x', states: { x: {}, y: {} } }, c: {} },
  { layout: { a: { x: 0, y: 0 }, b: { x: 280, y: 0 }, box: { x: 0, y: 200 }, x: { x: 24, y: 56 }, y: { x: 300, y: 56 } } },
);

const place = (document: PipelineDocument, positions: Record<string, { readonly x: number; readonly y: number }>): PipelineDocument =>
  after(document, { kind: 'layout.set', positions });

test('a state is as large as what is inside needs; what is not placed stands below', () => {
  const { relative, absolute, bounds } = boxesOf(CHART);
  expect(relative.get('box')).toEqual({ x: 0, y: 200, width: 300 + 200 + PADDING, height: 160 });
  expect(absolute.get('y')).toEqual({ x: 300, y: 256, width: 200, height: 64 });
  expect(relative.get('c')).toEqual({ x: 0, y: 400, width: 200, height: 64 });
  expect(bounds).toEqual({ x: 0, y: 0, width: 524, height: 464 });
});

test('a size that a person gave holds unless more is needed, measured sizes hold for simple states', () => {
  const wide = place(CHART, { box: { x: 0, y: 200, width: 800, height: 60 } as Box });
  expect(boxesOf(wide).relative.get('box')).toMatchObject({ width: 800, height: 144 });
  expect(boxesOf(CHART, (id) => (id === 'a' ? { width: 321, height: 90 } : undefined)).relative.get('a')).toMatchObject({ width: 321, height: 90 });
});

test.each([
  ['after another, to its right', { parent: '#', after: 'b' }, { x: 560, y: 0 }],
  ['below where there is no room', { parent: '#', after: 'a' }, { x: 280, y: 104 }],
  ['to the right of all', { parent: '#' }, { x: 604, y: 0 }],
  ['inside another state', { parent: 'box' }, { x: 580, y: 56 }],
  ['the first inside', { parent: 'a' }, { x: PADDING, y: HEAD }],
  ['between two', { parent: '#', after: 'a', before: 'b' }, { x: 140, y: 104 }],
] as const)('a new state goes %s', (_, where, expected) => {
  expect(placeNew(CHART, { stateKind: 'atomic', ...where })).toEqual(expected);
});

test('a new state never lies on another, and lies on the grid', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 50 }), fc.nat(50), (seed, n) => {
      const document = randomDocument(seed);
      const entries = [...treeOf(document).entries.values()];
      const chosen = entries[n % entries.length];
      const parent = chosen?.parent ?? '#';
      const { x, y } = placeNew(document, { parent, stateKind: 'atomic', ...(chosen?.parent ? { after: chosen.id } : {}) });
      const box = { x, y, ...defaultSize('atomic') };
      const { relative } = boxesOf(document);
      const siblings = treeOf(document).get(parent)?.children ?? [];
      expect(siblings.filter((id) => overlaps(box, relative.get(id) as Box))).toEqual([]);
      expect([x % GRID, y % GRID].map(Math.abs)).toEqual([0, 0]);
    }),
    { numRuns: 60 },
  );
});

test('an automatic layout keeps what was placed by hand, shifted to where that is', () => {
  const automatic = new Map([
    ['a', { x: 100, y: 50 }],
    ['b', { x: 380, y: 50 }],
    ['c', { x: 660, y: 50 }],
  ]);
  expect(mergeLayout(CHART, automatic, { keep: 'placed' })).toEqual({ c: { x: 560, y: 0 } });
  expect(mergeLayout(CHART, automatic, { keep: 'none' })).toEqual({ a: { x: 100, y: 52 }, b: { x: 380, y: 52 }, c: { x: 660, y: 52 } });
});

test('what would lie on a kept state goes below it', () => {
  const automatic = new Map([['c', { x: 10, y: 10 }]]);
  expect(mergeLayout(CHART, automatic, { keep: 'placed' })).toEqual({ c: { x: 12, y: 104 } });
});

test.each([
  ['left', { b: { x: 0, y: 0 } }],
  ['right', { a: { x: 280, y: 0 } }],
  ['bottom', {}],
] as const)('align %s', (edge, expected) => {
  expect(align(CHART, ['a', 'b'], edge)).toEqual(expected);
});

test('align across parents: each moves in its own parent', () => {
  expect(align(CHART, ['a', 'y'], 'left')).toEqual({ y: { x: 0, y: 56 } });
  expect(align(CHART, ['box', 'y'], 'left')).toEqual({});
});

test('distribute gives equal room, the outer two stay', () => {
  const chart = place(small({ a: {}, b: {}, c: {} }), { a: { x: 0, y: 0 }, b: { x: 220, y: 0 }, c: { x: 1000, y: 0 } });
  expect(distribute(chart, ['a', 'b', 'c'], 'horizontal')).toEqual({ b: { x: 500, y: 0 } });
  expect(distribute(chart, ['a', 'b'], 'horizontal')).toEqual({});
});

test('a state lies around its children again when one was dragged over its edge', () => {
  const dragged = place(CHART, { x: { x: -40, y: 20 } });
  const positions = enclose(dragged, 'box');
  expect(positions).toEqual({ box: { x: -64, y: 164 }, x: { x: 24, y: 56 }, y: { x: 364, y: 92 } });
  const again = place(dragged, positions as Record<string, Box>);
  expect(boxesOf(again).absolute.get('y')).toMatchObject({ x: 300, y: 256 });
  expect(enclose(again, 'box')).toEqual({});
});

test('a state keeps its place on the drawing in another parent', () => {
  expect(positionIn(CHART, 'y', '#')).toEqual({ x: 300, y: 256 });
  expect(positionIn(CHART, 'a', 'box')).toEqual({ x: 0, y: -200 });
});

test('snap, and positions that are not numbers', () => {
  expect([snap(5), snap(6), snap(-1)]).toEqual([4, 8, 0]);
  expect(placementOf({ ...CHART, layout: { a: { x: 'left' } } }, 'a')).toBeNull();
});
