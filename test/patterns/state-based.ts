import { expect } from '@jest/globals';
import { branch, call, count, number, run, task, tasks, type Pattern } from './pattern.js';

const free = (...others: readonly string[]) => ({ '!': [{ or: others.map((id) => ({ in: id })) }] });
const once = (key: string, ...others: readonly string[]) => ({
  initial: `${key}-todo`,
  states: {
    [`${key}-todo`]: { on: { [key]: { target: `${key}-busy`, when: free(...others.map((o) => `${o}-busy`)) } } },
    [`${key}-busy`]: { on: { [`${key}-end`]: `${key}-done` } },
    [`${key}-done`]: { type: 'final' as const },
  },
});
const interleaved = {
  initial: 'p',
  states: { p: { type: 'parallel' as const, onDone: 'all', states: { a: once('a', 'b', 'c'), b: once('b', 'a', 'c'), c: once('c', 'a', 'b') } }, all: {} },
};

export const STATE_BASED: readonly Pattern[] = [
  {
    number: 10,
    name: 'Arbitrary Cycles',
    rating: '+',
    how: 'transitions lead anywhere',
    play: () =>
      expect(
        run({ initial: 'a', states: { a: { on: { n: 'b', j: 'c' } }, b: { on: { n: 'c', back: 'a' } }, c: { on: { back: 'b', end: 'd' } }, d: {} } })
          .send('j')
          .send('back')
          .send('back')
          .send('n')
          .send('n')
          .send('end').states,
      ).toEqual(['d']),
  },
  {
    number: 11,
    name: 'Implicit Termination',
    rating: '+/-',
    how: 'parallel regions end together when all are final; a state with nothing left to do needs an explicit final state',
    play: () => {
      const p = run({ type: 'parallel', states: { l: branch('a'), r: branch('b') } })
        .send('a-done')
        .send('b-done');
      expect(p.run.snapshot?.status).toBe('done');
    },
  },
  {
    number: 16,
    name: 'Deferred Choice',
    rating: '+',
    how: 'several events and timers of one state; the first wins and the others are withdrawn',
    play: () => {
      const p = run({ initial: 'w', states: { w: { on: { mail: 'm', call: 'c' }, after: [{ in: 'P1D', target: 't' }] }, m: {}, c: {}, t: {} } }).send('call');
      expect([p.states, p.effects]).toEqual([['c'], ['cancel']]);
    },
  },
  {
    number: 17,
    name: 'Interleaved Parallel Routing',
    rating: '+',
    how: 'regions whose start asks with `{ "in": STATE }` that no other is busy; order by conditions of the same kind',
    play: () => {
      const p = run(interleaved).send('b');
      expect(p.send('a').reasons).toEqual(['event.condition']);
      expect(p.send('b-end').send('a').send('a-end').send('c').send('c-end').states).toEqual(['all']);
    },
  },
  {
    number: 18,
    name: 'Milestone',
    rating: '+',
    how: '`when: { "in": STATE }`',
    play: () => {
      const p = run({
        type: 'parallel',
        states: {
          order: { initial: 'open', states: { open: { on: { ship: 'shipped' } }, shipped: {} } },
          change: { initial: 'idle', states: { idle: { on: { change: { target: 'changed', when: { in: 'open' } } } }, changed: {} } },
        },
      });
      expect(p.send('ship').send('change').reasons).toEqual(['event.condition']);
    },
  },
  {
    number: 19,
    name: 'Cancel Task',
    rating: '+',
    how: 'leaving the state cancels its invoke',
    play: () =>
      expect(run({ initial: 'a', states: { a: { invoke: { id: 'i', ...call }, on: { stop: 'b' } }, b: {} } }).send('stop').effects).toEqual(['cancel']),
  },
  {
    number: 20,
    name: 'Cancel Case',
    rating: '+',
    how: 'a transition of the whole document to a final state',
    play: () => {
      const p = run({
        initial: 'a',
        on: { cancel: 'off' },
        states: { a: { invoke: { id: 'i', ...call } }, off: { type: 'final', outcome: 'cancelled' } },
      }).send('cancel');
      expect([p.run.snapshot?.outcome, p.run.snapshot?.waits]).toEqual(['cancelled', []]);
    },
  },
  {
    number: 21,
    name: 'Structured Loop',
    rating: '+',
    how: 'a transition back while a condition holds',
    play: () => {
      const p = run({
        initial: 'loop',
        vars: { i: number },
        states: {
          loop: { always: [{ target: 'loop', reenter: true, when: { '<': [{ var: 'vars.i' }, 3] }, actions: [count('i'), task('again')] }, { target: 'out' }] },
          out: {},
        },
      });
      expect([tasks(p).length, p.states]).toEqual([3, ['out']]);
    },
  },
  {
    number: 22,
    name: 'Recursion',
    rating: '+/-',
    how: 'a run starts a run of its own pipeline on another record and waits for its signal',
    play: () => {
      const p = run({
        initial: 'a',
        states: { a: { entry: [{ do: 'run.start', with: { pipeline: 'test', create: { object: 'deal', fields: {} } } }], on: { 'child-done': 'b' } }, b: {} },
      });
      expect(p.journal[0]?.effects).toMatchObject([{ kind: 'start' }]);
      expect(p.send('child-done').states).toEqual(['b']);
    },
  },
  {
    number: 23,
    name: 'Transient Trigger',
    rating: '+',
    how: 'an event that nothing waits for is refused and gone',
    play: () => {
      const p = run({ initial: 'a', states: { a: { on: { n: 'b' } }, b: { on: { signal: 'c' } }, c: {} } }).send('signal');
      expect(p.reasons).toEqual(['event.not-expected']);
      expect(p.send('n').states).toEqual(['b']);
    },
  },
  {
    number: 24,
    name: 'Persistent Trigger',
    rating: '+',
    how: 'a region remembers the signal until the other asks for it',
    play: () => {
      const p = run({
        type: 'parallel',
        states: {
          work: { initial: 'a', states: { a: { on: { n: 'b' } }, b: { always: { target: 'c', when: { in: 'seen' } } }, c: {} } },
          box: { initial: 'empty', states: { empty: { on: { signal: 'seen' } }, seen: {} } },
        },
      });
      expect(p.send('signal').send('n').states).toEqual(['c', 'seen']);
    },
  },
  {
    number: 25,
    name: 'Cancel Region',
    rating: '+',
    how: 'a transition of a compound state leaves everything inside',
    play: () => {
      const p = run({
        initial: 'box',
        states: {
          box: {
            type: 'parallel',
            on: { stop: 'out' },
            states: { l: { initial: 'x', states: { x: { invoke: { id: 'i', ...call } } } }, r: { initial: 'y', states: { y: { after: [{ in: 'P1D' }] } } } },
          },
          out: {},
        },
      }).send('stop');
      expect([p.states, p.effects]).toEqual([['out'], ['cancel', 'cancel']]);
    },
  },
  {
    number: 39,
    name: 'Critical Section',
    rating: '+',
    how: 'a condition that the other region is not inside',
    play: () => {
      const p = run(interleaved).send('a');
      expect(p.send('b').reasons).toEqual(['event.condition']);
      expect(p.send('a-end').send('b').states).toContain('b-busy');
    },
  },
  {
    number: 40,
    name: 'Interleaved Routing',
    rating: '+',
    how: 'as 17 without an order',
    play: () => expect(run(interleaved).send('c').send('c-end').send('b').send('b-end').send('a').send('a-end').states).toEqual(['all']),
  },
  {
    number: 43,
    name: 'Explicit Termination',
    rating: '+',
    how: 'a final state of the document ends the run at once',
    play: () => {
      const p = run({
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            states: { l: { initial: 'x', states: { x: { on: { kill: 'dead' } } } }, r: { initial: 'y', states: { y: { after: [{ in: 'P1D' }] } } } },
          },
          dead: { type: 'final' },
        },
      }).send('kill');
      expect([p.run.snapshot?.status, p.run.snapshot?.waits]).toEqual(['done', []]);
    },
  },
];
