import type { AttachedRuleDocument } from '#pipeline';
import { small } from '../testing/small.js';
import { removalReport, rulesNaming, mayAdd, mayBeInitial, mayChangeKind, mayConnect, mayDrop, mayRemove, mayRename, type Answer } from './index.js';

//  a   p(parallel) { r1 { x }, r2 { y } }   end(final)   box { h(history), z }
const CHART = small({
  a: { on: { go: 'x' } },
  p: { type: 'parallel', states: { r1: { initial: 'x', states: { x: {} } }, r2: { initial: 'y', states: { y: {} } } } },
  end: { type: 'final' },
  box: { initial: 'z', states: { h: { type: 'history' }, z: { always: { target: 'a', when: { in: 'y' } } } } },
});

const said = (answer: Answer): string => (answer.ok ? (answer.caution?.en ?? 'yes') : answer.error.code);

test.each([
  ['a', ['end'], 'yes'],
  ['end', ['a'], 'connect.final'],
  ['h', ['a'], 'connect.history'],
  ['a', ['#'], 'connect.root'],
  ['a', ['nobody'], 'state.unknown'],
  ['a', ['h'], 'yes'],
  ['a', ['a'], 'yes'],
  ['a', ['x', 'y'], 'yes'],
  ['a', ['x', 'end'], 'connect.conflict'],
  ['a', ['p', 'x'], 'connect.conflict'],
  ['x', ['y'], 'This leads into another region: all regions are left and started anew.'],
  ['#', ['end'], 'yes'],
] as const)('a connection from %s to %j: %s', (source, targets, expected) => {
  expect(said(mayConnect(CHART, source, targets))).toBe(expected);
});

test('an automatic transition to itself is cautioned', () => {
  expect(said(mayConnect(CHART, 'a', ['a'], 'always'))).toMatch(/never rests/);
});

test.each([
  [['a'], 'p', 'It becomes a region that runs beside the others.'],
  [['a'], 'end', 'parent.final'],
  [['a'], 'h', 'parent.history'],
  [['p'], 'x', 'drop.inside-itself'],
  [['p'], 'p', 'drop.inside-itself'],
  [['nobody'], 'a', 'state.unknown'],
  [['x'], '#', 'yes'],
] as const)('%j dropped into %s: %s', (ids, parent, expected) => {
  expect(said(mayDrop(CHART, ids, parent))).toBe(expected);
});

test.each([
  [['a'], 'The transition that leads there goes too.'],
  [['p'], 'Rules of 1 other state still name it and will be reported.'],
  [['end'], 'yes'],
  [['a', 'p', 'end', 'box'], 'root.empty'],
  [['#'], 'root.remove'],
] as const)('%j removed: %s', (ids, expected) => {
  expect(said(mayRemove(CHART, ids))).toBe(expected);
});

test.each([
  ['p', 'atomic', 'The 4 states inside are removed.'],
  ['a', 'final', 'Its transitions, timers and steps are removed.'],
  ['a', 'compound', 'yes'],
  ['#', 'parallel', 'yes'],
  ['#', 'atomic', 'kind.root'],
] as const)('%s made %s: %s', (id, kind, expected) => {
  expect(said(mayChangeKind(CHART, id, kind))).toBe(expected);
});

test('names, initial states and depth', () => {
  expect(said(mayRename(CHART, 'a', 'a'))).toBe('yes');
  expect(said(mayRename(CHART, 'a', 'end'))).toBe('state.taken');
  expect(said(mayRename(CHART, 'a', ' a'))).toBe('state.name');
  expect(said(mayRename(CHART, 'a', '等待 经理'))).toBe('yes');
  expect(said(mayBeInitial(CHART, 'r1'))).toBe('initial.parallel');
  expect(said(mayBeInitial(CHART, 'h'))).toBe('initial.history');
  expect(said(mayBeInitial(CHART, 'z'))).toBe('yes');
  const deep = small({ s1: [...Array(9).keys()].reduce<object>((inner, n) => ({ initial: `s${10 - n}`, states: { [`s${10 - n}`]: inner } }), {}) });
  expect(said(mayAdd(deep, 's10', 'atomic'))).toBe('state.too-deep');
  expect(said(mayAdd(deep, 's9', 'atomic'))).toBe('yes');
  expect(said(mayAdd(deep, 's9', 'compound'))).toBe('state.too-deep');
});

test('what goes with removed states is told before', () => {
  const chart = small({
    a: { on: { go: ['x', 'y'].map((target) => ({ target })), both: { target: ['x', 'y'] } } },
    p: CHART.states['p'] ?? {},
    z: { always: { target: 'a', when: { in: 'r1' } } },
  });
  expect(removalReport(chart, ['r1', 'x'])).toEqual({
    states: ['r1', 'x'],
    transitions: [{ state: 'a', slot: { kind: 'on', event: 'go' }, index: 0 }],
    narrowed: [{ state: 'a', slot: { kind: 'on', event: 'both' }, index: 0 }],
    rules: ['z'],
  });
});

test('attached rules that name a state', () => {
  const rule = (key: string, on: AttachedRuleDocument['on']): AttachedRuleDocument => ({ key, pipeline: 'small', title: { en: key }, on });
  const rules = [rule('in', { enter: 'a' }), rule('out', { leave: 'b' }), rule('idle', { idle: 'P1D', in: 'a' }), rule('event', { event: 'a' })];
  expect(rulesNaming(rules, ['a']).map((found) => found.key)).toEqual(['in', 'idle']);
});
