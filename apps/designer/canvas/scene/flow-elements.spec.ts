import { describe, expect, it } from '@jest/globals';
import { NOTHING } from '../../designer/selection.js';
import { deriveGraph } from '../../document/derive/index.js';
import { small } from '../../document/testing/small.js';
import { FlowElements, type Look } from './flow-elements.js';
import { Scene } from './scene.js';
import { sizesOf } from './sizes.js';

/** a ──go──▶ g { b ──on──▶ c }, and d beside. */
const DOCUMENT = small(
  { a: { on: { go: 'g' } }, g: { initial: 'b', states: { b: { on: { on: 'c' } }, c: {} } }, d: {} },
  { layout: { a: { x: 0, y: 0 }, g: { x: 320, y: 0 }, b: { x: 24, y: 56 }, c: { x: 24, y: 200 }, d: { x: 0, y: 400 } } },
);
const LOOK: Look = {
  selection: NOTHING,
  lit: null,
  heat: null,
  naming: null,
  target: null,
  mayEdit: true,
  isWalked: true,
  names: { stateRole: 'state', edgeRole: 'line', state: ({ id }) => `state ${id}`, edge: ({ id }, from, to) => `${id}: ${from} ${to}` },
};

function draw() {
  const graph = deriveGraph(DOCUMENT, { locale: 'en' });
  const drawn = { document: DOCUMENT, nodes: graph.nodes, edges: graph.edges, sizes: sizesOf(graph) };
  const scene = new Scene();
  const elements = new FlowElements();
  const nodes = (look: Look, drag: ReadonlyMap<string, { x: number; y: number }> | null) =>
    new Map(elements.nodesOf(drawn, scene.update(drawn, drag), look, drag).map((node) => [node.id, node]));
  const edges = (look: Look) => elements.edgesOf(drawn, scene.update(drawn, null), look);
  return { nodes, edges };
}

describe('what React Flow is given', () => {
  it('stands on the whole drawing and says what it is', () => {
    const { nodes, edges } = draw();
    const all = nodes(LOOK, null);
    expect(all.get('b')).toMatchObject({
      position: { x: 24, y: 56 },
      style: { left: 344, top: 56, transform: 'none' },
      ariaLabel: 'state b',
      ariaRole: 'group',
    });
    expect(edges(LOOK).map(({ ariaLabel }) => ariaLabel)).toEqual(['a/on/go/0: a g', 'b/on/on/0: b c']);
  });

  it('keeps what is not dragged as the same objects, and carries what is inside along', () => {
    const { nodes } = draw();
    const before = nodes(LOOK, null);
    const after = nodes(LOOK, new Map([['g', { x: 400, y: 40 }]]));
    expect([...after].filter(([id, node]) => before.get(id) !== node).map(([id]) => id)).toEqual(['g', 'b', 'c']);
    expect(after.get('b')).toMatchObject({ position: { x: 24, y: 56 }, style: { left: 424, top: 96 } });
    const back = nodes(LOOK, null);
    expect(back.get('g')).toMatchObject({ position: { x: 320, y: 0 }, style: { left: 320, top: 0 } });
    expect(back.get('b')).toMatchObject({ style: { left: 344, top: 56 } });
  });

  it('has one tab stop: the selected state, else the first; from there its transitions', () => {
    const { nodes, edges } = draw();
    const stops = (look: Look): readonly string[] => [
      ...[...nodes(look, null).values()].filter(({ focusable }) => focusable).map(({ id }) => id),
      ...edges(look)
        .filter(({ focusable }) => focusable)
        .map(({ id }) => id),
    ];
    expect(stops(LOOK)).toEqual(['a']);
    expect(stops({ ...LOOK, selection: { ...NOTHING, states: ['b'] } })).toEqual(['b', 'b/on/on/0']);
    expect(stops({ ...LOOK, selection: { ...NOTHING, edges: ['a/on/go/0'] } })).toEqual(['a', 'a/on/go/0']);
    expect(stops({ ...LOOK, isWalked: false })).toEqual([]);
  });
});
