import type { Json } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { after, answerTo, differences, small } from '../testing/small.js';
import type { Command } from './index.js';

//  open --go--> busy { first --> second(h: history) }   busy --done--> won(final)
const CHART = small(
  {
    open: { stage: true, on: { go: 'busy', skip: { target: 'second' } }, after: [{ in: 'P1D', target: 'won', pausedIn: ['second'] }] },
    busy: {
      stage: true,
      onDone: 'won',
      initial: 'first',
      states: {
        first: { on: { next: [{ target: 'second', when: { in: 'open' } }, { target: 'won' }] } },
        second: { entry: [{ do: 'note.add', with: { text: 'x', here: { in: ['second'] } } }] },
        h: { type: 'history', target: 'second' },
      },
    },
    won: { type: 'final', outcome: 'won' },
  },
  { layout: { open: { x: 0, y: 0 }, second: { x: 240, y: 56 } } },
);

const table: readonly (readonly [string, Command, readonly string[]])[] = [
  [
    'add a state at a place among its siblings',
    { kind: 'state.add', id: 'new', parent: '#', stateKind: 'atomic', index: 1, title: { en: 'New' }, position: { x: 8, y: 4 } },
    ['/states/new: {"title":{"en":"New"}}', '/layout/new: {"x":8,"y":4}'],
  ],
  [
    'the first state inside makes a state compound',
    { kind: 'state.add', id: 'in', parent: 'open', stateKind: 'atomic' },
    ['/states/open/initial: "in"', '/states/open/states: {"in":{}}'],
  ],
  [
    'a compound state comes with one inside',
    { kind: 'state.add', id: 'box', parent: '#', stateKind: 'compound' },
    ['/states/box: {"initial":"box-1","states":{"box-1":{}}}'],
  ],
  [
    'a parallel state comes with two regions',
    { kind: 'state.add', id: 'both', parent: 'busy', stateKind: 'parallel' },
    ['/states/busy/states/both: {"type":"parallel","states":{"both-1":{},"both-2":{}}}'],
  ],
  [
    'removing a state takes the transitions to it, pauses, defaults of history and its position',
    { kind: 'state.remove', ids: ['second'] },
    [
      '/states/open/on/skip: gone',
      '/states/open/after: [{"in":"P1D","target":"won"}]',
      '/states/busy/states/first/on/next: [{"target":"won"}]',
      '/states/busy/states/second: gone',
      '/states/busy/states/h/target: gone',
      '/layout/second: gone',
    ],
  ],
  [
    'removing the initial state leads to the next',
    { kind: 'state.remove', ids: ['first'] },
    ['/states/busy/initial: "second"', '/states/busy/states/first: gone'],
  ],
  [
    'removing all inside leaves a simple state',
    { kind: 'state.remove', ids: ['first', 'second', 'h'] },
    [
      '/states/open/on/skip: gone',
      '/states/open/after: [{"in":"P1D","target":"won"}]',
      '/states/busy/onDone: gone',
      '/states/busy/initial: gone',
      '/states/busy/states: gone',
      '/layout/second: gone',
    ],
  ],
  [
    'every reference follows a new id',
    { kind: 'state.rename', id: 'second', to: 'deuxième' },
    [
      '/states/open/on/skip/target: "deuxième"',
      '/states/open/after: [{"in":"P1D","target":"won","pausedIn":["deuxième"]}]',
      '/states/busy/states/first/on/next: [{"target":"deuxième","when":{"in":"open"}},{"target":"won"}]',
      '/states/busy/states/second: gone',
      '/states/busy/states/h/target: "deuxième"',
      '/states/busy/states/deuxième: {"entry":[{"do":"note.add","with":{"text":"x","here":{"in":["deuxième"]}}}]}',
      '/layout/second: gone',
      '/layout/deuxième: {"x":240,"y":56}',
    ],
  ],
  [
    'rules follow too',
    { kind: 'state.rename', id: 'open', to: 'opened' },
    [
      '/initial: "opened"',
      '/states/open: gone',
      '/states/busy/states/first/on/next: [{"target":"second","when":{"in":"opened"}},{"target":"won"}]',
      '/states/opened: {"stage":true,"on":{"go":"busy","skip":{"target":"second"}},"after":[{"in":"P1D","target":"won","pausedIn":["second"]}]}',
      '/layout/open: gone',
      '/layout/opened: {"x":0,"y":0}',
    ],
  ],
  [
    'set and take away',
    { kind: 'state.set', id: 'open', values: { title: { en: 'Open' }, stage: null } },
    ['/states/open/stage: gone', '/states/open/title: {"en":"Open"}'],
  ],
  ['set the initial state', { kind: 'initial.set', parent: 'busy', initial: 'second' }, ['/states/busy/initial: "second"']],
  [
    'compound to parallel keeps what is inside',
    { kind: 'state.change-kind', id: 'busy', to: 'parallel' },
    ['/states/busy/initial: gone', '/states/busy/type: "parallel"'],
  ],
  [
    'simple to final loses ways out',
    { kind: 'state.change-kind', id: 'open', to: 'final' },
    ['/states/open/on: gone', '/states/open/after: gone', '/states/open/type: "final"'],
  ],
  ['final to simple loses its outcome', { kind: 'state.change-kind', id: 'won', to: 'atomic' }, ['/states/won/type: gone', '/states/won/outcome: gone']],
  [
    'simple to compound gets a first state inside',
    { kind: 'state.change-kind', id: 'open', to: 'compound' },
    ['/states/open/initial: "open-1"', '/states/open/states: {"open-1":{}}'],
  ],
  [
    'move out of a state',
    { kind: 'state.move', ids: ['second'], parent: '#', index: 1, positions: { second: { x: 400, y: 0 } } },
    [
      '/states/busy/states/second: gone',
      '/states/busy/states/h/target: gone',
      '/states/second: {"entry":[{"do":"note.add","with":{"text":"x","here":{"in":["second"]}}}]}',
      '/layout/second/x: 400',
      '/layout/second/y: 0',
    ],
  ],
  [
    'move into a simple state',
    { kind: 'state.move', ids: ['won'], parent: 'open' },
    ['/states/open/initial: "won"', '/states/open/states: {"won":{"type":"final","outcome":"won"}}', '/states/won: gone'],
  ],
];

test.each(table)('%s', (_, command, expected) => {
  expect(differences(CHART as unknown as Json, after(CHART, command) as unknown as Json)).toEqual(expected);
});

test('stages are put in another order', () => {
  const keys = (document: PipelineDocument): readonly string[] => Object.keys(document.states);
  expect(keys(after(CHART, { kind: 'state.move', ids: ['won'], parent: '#', index: 0 }))).toEqual(['won', 'open', 'busy']);
  expect(keys(after(CHART, { kind: 'state.move', ids: ['busy', 'open'], parent: '#', index: 1 }))).toEqual(['won', 'busy', 'open']);
  expect(keys(after(CHART, { kind: 'state.add', id: 'x', parent: '#', stateKind: 'atomic', index: 1 }))).toEqual(['open', 'x', 'busy', 'won']);
  expect(keys(after(CHART, { kind: 'state.rename', id: 'busy', to: 'x' }))).toEqual(['open', 'x', 'won']);
});

test('a key that is taken in the new parent gives way; the id stays', () => {
  const chart = small({ a: { initial: 'x', states: { x: {} } }, b: { initial: 'y', states: { x: { id: 'y' } } } });
  const { states } = after(chart, { kind: 'state.move', ids: ['y'], parent: 'a' });
  expect(states).toEqual({ a: { initial: 'x', states: { x: {}, 'x-2': { id: 'y' } } }, b: {} });
});

const refusals: readonly (readonly [string, Command, string])[] = [
  ['an id that is taken', { kind: 'state.add', id: 'won', parent: '#', stateKind: 'atomic' }, 'state.taken'],
  ['a state in a final one', { kind: 'state.add', id: 'x', parent: 'won', stateKind: 'atomic' }, 'parent.final'],
  ['all states removed', { kind: 'state.remove', ids: ['open', 'busy', 'won'] }, 'root.empty'],
  ['an id with a slash', { kind: 'state.rename', id: 'open', to: 'a/b' }, 'state.name'],
  ['an id of digits', { kind: 'state.rename', id: 'open', to: '2024' }, 'state.name-number'],
  ['an id of JavaScript', { kind: 'state.rename', id: 'open', to: '__proto__' }, 'state.name'],
  ['an unknown state', { kind: 'state.set', id: 'nobody', values: {} }, 'state.unknown'],
  ['a probability above 1', { kind: 'state.set', id: 'open', values: { probability: 2 } }, 'state.probability'],
  ['an outcome on a state that is not final', { kind: 'state.set', id: 'open', values: { outcome: 'won' } }, 'state.member-not-here'],
  ['initial outside', { kind: 'initial.set', parent: 'busy', initial: 'won' }, 'initial.outside'],
  ['a state into itself', { kind: 'state.move', ids: ['busy'], parent: 'first' }, 'drop.inside-itself'],
  ['the pipeline made final', { kind: 'state.change-kind', id: '#', to: 'final' }, 'kind.root'],
];

test.each(refusals)('refused: %s', (_, command, code) => {
  expect(answerTo(CHART, command)).toBe(code);
});
