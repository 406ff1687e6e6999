import type { Json } from '#kernel';
import { after, answerTo, differences, small } from '../testing/small.js';
import { parseTransitionId, transitionId, type TransitionPlace } from '../tree/transitions.js';
import type { Command } from './index.js';

const at = (state: string, event: string, index = 0): TransitionPlace => ({ state, slot: { kind: 'on', event }, index });

//  a --go--> b   a --pick--> b | c   a waits for a call --> c   end(final)
const CHART = small(
  {
    a: {
      entry: [
        { do: 'note.add', with: { text: '1' } },
        { do: 'tag.add', with: { tag: '2' } },
      ],
      invoke: { id: 'call', step: 'approval.ask', onDone: 'c' },
      on: {
        go: 'b',
        pick: [
          { target: 'b', when: { var: 'record.x' } },
          { target: 'c', requires: ['y'], by: ['sales'] },
        ],
      },
    },
    b: { on: { go: { target: 'end', actions: [{ do: 'raise', with: { event: 'go' } }] } } },
    c: {},
    end: { type: 'final' },
  },
  { roles: ['sales'] },
);

const table: readonly (readonly [string, Command, readonly string[]])[] = [
  [
    'a bare target is written as a text',
    { kind: 'transition.add', state: 'c', slot: { kind: 'on', event: 'back' }, transition: { target: 'a' } },
    ['/states/c/on: {"back":"a"}'],
  ],
  [
    'a second one makes a list',
    { kind: 'transition.add', state: 'a', slot: { kind: 'on', event: 'go' }, transition: { target: 'c' }, index: 0 },
    ['/states/a/on/go: [{"target":"c"},{"target":"b"}]'],
  ],
  [
    'a timer without a length gets a day',
    { kind: 'transition.add', state: 'c', slot: { kind: 'after' }, transition: { target: 'a', by: ['sales'] } },
    ['/states/c/after: [{"in":"P1D","target":"a"}]'],
  ],
  [
    'a text becomes an object when it says more',
    { kind: 'transition.change', place: at('a', 'go'), values: { title: { en: 'Go' } } },
    ['/states/a/on/go: {"target":"b","title":{"en":"Go"}}'],
  ],
  [
    'null takes a member away',
    { kind: 'transition.change', place: at('a', 'pick'), values: { when: null } },
    ['/states/a/on/pick: [{"target":"b"},{"target":"c","requires":["y"],"by":["sales"]}]'],
  ],
  [
    'an empty list of fields is left out',
    { kind: 'transition.change', place: at('a', 'pick', 1), values: { requires: [] } },
    ['/states/a/on/pick: [{"target":"b","when":{"var":"record.x"}},{"target":"c","by":["sales"]}]'],
  ],
  ['removing several at once', { kind: 'transition.remove', places: [at('a', 'pick', 1), at('a', 'pick', 0)] }, ['/states/a/on/pick: gone']],
  ['the last one takes its slot along', { kind: 'transition.remove', places: [at('b', 'go')] }, ['/states/b/on: gone']],
  [
    'another order',
    { kind: 'transition.reorder', place: at('a', 'pick', 1), to: 0 },
    ['/states/a/on/pick: [{"target":"c","requires":["y"],"by":["sales"]},{"target":"b","when":{"var":"record.x"}}]'],
  ],
  ['another target', { kind: 'transition.retarget', place: at('a', 'go'), target: 'c' }, ['/states/a/on/go: "c"']],
  ['no target', { kind: 'transition.retarget', place: at('b', 'go'), target: null }, ['/states/b/on/go/target: gone']],
  [
    'a result of a step leads elsewhere',
    { kind: 'transition.retarget', place: { state: 'a', slot: { kind: 'invoke-done', invoke: 0 }, index: 0 }, target: 'b' },
    ['/states/a/invoke/onDone: "b"'],
  ],
  [
    'an event becomes automatic and loses what only a sender has',
    { kind: 'transition.move', place: at('a', 'pick', 1), state: 'a', slot: { kind: 'always' } },
    ['/states/a/on/pick: [{"target":"b","when":{"var":"record.x"}}]', '/states/a/always: "c"'],
  ],
  [
    'a state on an edge',
    { kind: 'edge.insert-state', place: at('a', 'go'), id: 'mid', stateKind: 'atomic', title: { en: 'Mid' } },
    ['/states/a/on/go: "mid"', '/states/mid: {"title":{"en":"Mid"},"on":{"next":"b"}}'],
  ],
  [
    'a step on an edge',
    { kind: 'edge.insert-step', place: at('a', 'go'), action: { do: 'note.add' } },
    ['/states/a/on/go: {"target":"b","actions":[{"do":"note.add"}]}'],
  ],
  [
    'an action moves into a transition',
    { kind: 'action.move', list: { kind: 'entry', state: 'a' }, index: 0, into: { kind: 'transition', place: at('b', 'go') }, to: 0 },
    [
      '/states/a/entry: [{"do":"tag.add","with":{"tag":"2"}}]',
      '/states/b/on/go/actions: [{"do":"note.add","with":{"text":"1"}},{"do":"raise","with":{"event":"go"}}]',
    ],
  ],
  [
    'an action moves in its list',
    { kind: 'action.move', list: { kind: 'entry', state: 'a' }, index: 0, into: { kind: 'entry', state: 'a' }, to: 1 },
    ['/states/a/entry: [{"do":"tag.add","with":{"tag":"2"}},{"do":"note.add","with":{"text":"1"}}]'],
  ],
  [
    'a second step to wait for',
    { kind: 'invoke.add', state: 'a', invoke: { id: 'two', step: 'wait' } },
    ['/states/a/invoke: [{"id":"call","step":"approval.ask","onDone":"c"},{"id":"two","step":"wait"}]'],
  ],
  ['no step to wait for', { kind: 'invoke.remove', state: 'a', index: 0 }, ['/states/a/invoke: gone']],
  [
    'an event of another name, where it is raised too',
    { kind: 'event.rename', from: 'go', to: 'start' },
    [
      '/states/a/on/go: gone',
      '/states/a/on/start: "b"',
      '/states/b/on/go: gone',
      '/states/b/on/start: {"target":"end","actions":[{"do":"raise","with":{"event":"start"}}]}',
    ],
  ],
  [
    'an event that joins another',
    { kind: 'event.rename', from: 'go', to: 'pick' },
    [
      '/states/a/on/go: gone',
      '/states/a/on/pick: [{"target":"b","when":{"var":"record.x"}},{"target":"c","requires":["y"],"by":["sales"]},{"target":"b"}]',
      '/states/b/on/go: gone',
      '/states/b/on/pick: {"target":"end","actions":[{"do":"raise","with":{"event":"pick"}}]}',
    ],
  ],
  [
    'a role of another name',
    { kind: 'role.rename', from: 'sales', to: 'seller' },
    ['/states/a/on/pick: [{"target":"b","when":{"var":"record.x"}},{"target":"c","requires":["y"],"by":["seller"]}]', '/roles: ["seller"]'],
  ],
];

test.each(table)('%s', (_, command, expected) => {
  expect(differences(CHART as unknown as Json, after(CHART, command) as unknown as Json)).toEqual(expected);
});

const refusals: readonly (readonly [string, Command, string])[] = [
  ['out of a final state', { kind: 'transition.add', state: 'end', slot: { kind: 'on', event: 'x' }, transition: { target: 'a' } }, 'connect.final'],
  ['to nowhere', { kind: 'transition.retarget', place: at('a', 'go'), target: 'nobody' }, 'state.unknown'],
  ['to two that exclude each other', { kind: 'transition.retarget', place: at('a', 'go'), target: ['b', 'c'] }, 'connect.conflict'],
  ['a transition that is gone', { kind: 'transition.remove', places: [at('a', 'go', 3)] }, 'transition.unknown'],
  ['done on a state without inside', { kind: 'transition.add', state: 'a', slot: { kind: 'done' }, transition: { target: 'b' } }, 'connect.done'],
  ['an event without a name', { kind: 'transition.add', state: 'a', slot: { kind: 'on', event: ' ' }, transition: {} }, 'event.name'],
  [
    'a result of a step that is not there',
    { kind: 'transition.add', state: 'c', slot: { kind: 'invoke-done', invoke: 0 }, transition: { target: 'a' } },
    'invoke.unknown',
  ],
  ['two steps of one name', { kind: 'invoke.add', state: 'c', invoke: { id: 'call', step: 'wait' } }, 'invoke.taken'],
  [
    'half of a batch',
    {
      kind: 'batch',
      commands: [
        { kind: 'state.remove', ids: ['c'] },
        { kind: 'state.remove', ids: ['c'] },
      ],
    },
    'state.unknown',
  ],
];

test.each(refusals)('refused: %s', (_, command, code) => {
  expect(answerTo(CHART, command)).toBe(code);
});

test.each<TransitionPlace>([
  at('a', 'x/y.*', 3),
  { state: '#', slot: { kind: 'always' }, index: 0 },
  { state: 'b', slot: { kind: 'after' }, index: 1 },
  { state: 'b', slot: { kind: 'done' }, index: 0 },
  { state: 'b', slot: { kind: 'invoke-error', invoke: 2 }, index: 0 },
])('the id of a transition names its place: %j', (place) => {
  expect(parseTransitionId(transitionId(place))).toEqual(place);
});
