import { describe, expect, it } from '@jest/globals';
import type { PipelineDocument } from '#pipeline';
import { deriveGraph } from '../../document/derive/index.js';
import { segmentsOf } from '../routing/index.js';
import { Scene } from './scene.js';
import { sizesOf } from './sizes.js';

/** a → b → c in a row, a → c over b, c → b back, and d inside g below. */
const DOCUMENT: PipelineDocument = {
  format: 'millrace/1',
  key: 'k',
  object: 'deal',
  title: { en: 'K' },
  initial: 'a',
  states: {
    a: { on: { go: 'b', jump: 'c' } },
    b: { on: { go: 'c', again: 'b' } },
    c: { on: { back: 'b', down: 'd' } },
    g: { initial: 'd', states: { d: {} } },
  },
  layout: { a: { x: 0, y: 0 }, b: { x: 320, y: 0 }, c: { x: 640, y: 0 }, g: { x: 320, y: 200 }, d: { x: 24, y: 56 } },
};

function drawnOf(document: PipelineDocument) {
  const graph = deriveGraph(document, { locale: 'en' });
  return { document, nodes: graph.nodes, edges: graph.edges, sizes: sizesOf(graph) };
}

describe('a drawing', () => {
  it('routes every line, level or plumb, and around boxes that are in the way', () => {
    const { routes, boxes } = new Scene().update(drawnOf(DOCUMENT), null);
    expect([...routes.keys()].sort()).toEqual(['a/on/go/0', 'a/on/jump/0', 'b/on/again/0', 'b/on/go/0', 'c/on/back/0', 'c/on/down/0']);
    for (const { points } of routes.values()) for (const { a, b } of segmentsOf(points)) expect(a.x === b.x || a.y === b.y).toBe(true);
    const b = boxes.get('b');
    const jump = segmentsOf(routes.get('a/on/jump/0')?.points ?? []);
    expect(
      b && jump.some(({ a, b: end }) => a.y === end.y && a.y > b.y && a.y < b.y + b.height && Math.min(a.x, end.x) < b.x && Math.max(a.x, end.x) > b.x),
    ).toBe(false);
  });

  it('draws facing neighbours with straight lines beside each other', () => {
    const { routes } = new Scene().update(drawnOf(DOCUMENT), null);
    const [there, back] = [routes.get('b/on/go/0')?.points, routes.get('c/on/back/0')?.points];
    expect(there).toHaveLength(2);
    expect(back).toHaveLength(2);
    expect(there?.[0]?.y).not.toBe(back?.[0]?.y);
  });

  it('keeps lines that a drag does not touch, and leads the others along', () => {
    const scene = new Scene();
    const drawn = drawnOf(DOCUMENT);
    const before = scene.update(drawn, null).routes;
    const after = scene.update(drawn, new Map([['g', { x: 320, y: 400 }]])).routes;
    expect(after.get('a/on/go/0')).toBe(before.get('a/on/go/0'));
    expect(after.get('c/on/down/0')).not.toEqual(before.get('c/on/down/0'));
    expect(after.get('c/on/down/0')?.points.at(-1)?.y).toBeGreaterThan(400);
  });

  it('places labels on no state and on no other label', () => {
    const { labels, boxes } = new Scene().update(drawnOf(DOCUMENT), null);
    const at = [...labels.values()];
    for (const [n, one] of at.entries())
      for (const other of at.slice(0, n)) expect(Math.abs(one.x - other.x) > 20 || Math.abs(one.y - other.y) > 20).toBe(true);
    const b = boxes.get('b');
    for (const { x, y } of at) expect(b && x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height).toBe(false);
  });
});
