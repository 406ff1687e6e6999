import { describe, expect, it } from '@jest/globals';
import type { PipelineDocument } from '#pipeline';
import { applyCommand } from '../../document/commands/index.js';
import { deriveGraph } from '../../document/derive/index.js';
import { boxesOf } from '../../document/placement/index.js';
import { sizesOf } from '../scene/sizes.js';
import { attachAt, attachCommand, mayAttach } from './connect.js';
import { dropCommand, takerOf } from './drop.js';
import { insertState } from './insert.js';
import { nameState, nameTransition } from './names.js';

/** a → won; g holds inner; all placed. */
const DOCUMENT: PipelineDocument = {
  format: 'millrace/1',
  key: 'k',
  object: 'deal',
  title: { en: 'K' },
  initial: 'a',
  states: { a: { stage: true, on: { win: 'won' } }, g: { initial: 'inner', states: { inner: {} } }, won: { type: 'final' }, state: {} },
  layout: { a: { x: 0, y: 0 }, g: { x: 400, y: 0 }, inner: { x: 24, y: 56 }, won: { x: 0, y: 300 }, state: { x: 400, y: 300 } },
};
const graph = deriveGraph(DOCUMENT, { locale: 'en' });
const boxes = boxesOf(DOCUMENT, sizesOf(graph));
const done = (command: Parameters<typeof applyCommand>[1] | null): PipelineDocument => {
  const outcome = command && applyCommand(DOCUMENT, command);
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

describe('a line that is pulled', () => {
  it('attaches to the innermost state, and to none where the state around the source lies', () => {
    const at = { x: 440, y: 70 };
    expect(attachAt(graph, boxes, at, { kind: 'new', source: 'a' })).toBe('inner');
    expect(attachAt(graph, boxes, { x: 410, y: 10 }, { kind: 'new', source: 'inner' })).toBeNull();
  });

  it('never leaves a final state, and says why', () => {
    expect(mayAttach(graph, { kind: 'new', source: 'won' }, 'a')).toMatchObject({ ok: false, error: { code: 'connect.final' } });
  });

  it('leads an existing transition elsewhere, by either end', () => {
    expect(done(attachCommand(graph, { kind: 'retarget', edge: 'a/on/win/0', end: 'target' }, 'inner')).states['a']?.on).toEqual({ win: 'inner' });
    const moved = done(attachCommand(graph, { kind: 'retarget', edge: 'a/on/win/0', end: 'source' }, 'state'));
    expect([moved.states['a']?.on, moved.states['state']?.on]).toEqual([undefined, { win: 'won' }]);
  });
});

describe('dropping', () => {
  const drop = (id: string, x: number, y: number, pointer: { x: number; y: number }, staysInside = false) => ({
    moved: new Map([[id, { x, y }]]),
    pointer,
    staysInside,
  });

  it('on the canvas is a new position on the grid', () => {
    const { command } = dropCommand(graph, boxes, drop('a', 13, 18, { x: 100, y: 40 }), null);
    expect(done(command).layout?.['a']).toEqual({ x: 12, y: 20 });
  });

  it('over a group moves the state into it, where it was let go', () => {
    const dropped = drop('a', 440, 100, { x: 520, y: 120 });
    expect(takerOf(graph, boxes, dropped)).toBe('g');
    const after = done(dropCommand(graph, boxes, dropped, null).command);
    expect(Object.keys(after.states['g']?.states ?? {})).toEqual(['inner', 'a']);
    expect(after.layout?.['a']).toEqual({ x: 40, y: 100 });
  });

  it('with Alt stays inside the state around', () => {
    expect(takerOf(graph, boxes, drop('inner', -300, 0, { x: 0, y: 0 }, true))).toBeNull();
    expect(takerOf(graph, boxes, drop('inner', -300, 0, { x: 0, y: 0 }))).toBe('#');
  });
});

describe('naming', () => {
  it('gives a state that was made without a name its id from the name', () => {
    const after = done(nameState(graph, 'state', 'Waiting room'));
    expect(after.states['waiting-room']?.title).toEqual({ en: 'Waiting room' });
  });

  it('keeps an id that means something', () => {
    expect(Object.keys(done(nameState(graph, 'a', 'Anything')).states)).toContain('a');
    expect(nameState(graph, 'a', '  ')).toBeNull();
  });

  it('says a title in one language and leaves the other', () => {
    const zh = deriveGraph(DOCUMENT, { locale: 'zh-CN' });
    expect(done(nameState(zh, 'a', '甲')).states['a']?.title).toEqual({ en: '甲', 'zh-CN': '甲' });
    expect(done(nameTransition(zh, 'a/on/win/0', '赢')).states['a']?.on).toEqual({ win: { target: 'won', title: { en: '赢', 'zh-CN': '赢' } } });
  });
});

describe('inserting', () => {
  it('a state after another: placed beside it, connected, a stage where that is one', () => {
    const { id, command } = insertState(graph, { kind: 'state', stateKind: 'atomic' }, { drawn: DOCUMENT, sizes: sizesOf(graph), parent: '#', after: 'a' });
    const after = done(command);
    expect(id).toBe('state-2');
    expect(after.states['state-2']).toMatchObject({ stage: true });
    expect(after.states['a']?.on).toEqual({ win: 'won', 'to-state-2': 'state-2' });
    expect(after.layout?.['state-2']).toBeDefined();
  });
});
