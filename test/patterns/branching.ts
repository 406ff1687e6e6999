import { expect } from '@jest/globals';
import type { JsonObject } from '#kernel';
import type { Chart } from '../../libs/pipeline/testing/play.js';
import { branch, call, count, number, run, task, tasks, type Pattern } from './pattern.js';

const twoBranches = { type: 'parallel', states: { left: branch('a'), right: branch('b') }, onDone: 'after' } as const;

/** Two branches and a third region that goes on when `ready` holds; the whole ends when all have. */
const watching = (ready: JsonObject): Chart => ({
  initial: 'work',
  vars: { arrived: number },
  states: {
    work: {
      type: 'parallel',
      onDone: 'end',
      states: {
        left: branch('a', { entry: [count('arrived')] }),
        middle: branch('b', { entry: [count('arrived')] }),
        right: branch('c', { entry: [count('arrived')] }),
        next: { initial: 'waiting', states: { waiting: { always: { target: 'going', when: ready, actions: [task('next')] } }, going: { type: 'final' } } },
      },
    },
    end: { on: { again: 'work' } },
  },
});

const choice = (amount: number) =>
  run(
    {
      initial: 'work',
      states: {
        work: {
          type: 'parallel',
          onDone: 'merged',
          states: {
            big: {
              initial: 'ask',
              states: {
                ask: { always: [{ target: 'big-work', when: { '>': [{ var: 'record.amount' }, 10] } }, { target: 'big-end' }] },
                'big-work': { on: { big: 'big-end' } },
                'big-end': { type: 'final' },
              },
            },
            huge: {
              initial: 'ask2',
              states: {
                ask2: { always: [{ target: 'huge-work', when: { '>': [{ var: 'record.amount' }, 100] } }, { target: 'huge-end' }] },
                'huge-work': { on: { huge: 'huge-end' } },
                'huge-end': { type: 'final' },
              },
            },
          },
        },
        merged: {},
      },
    },
    { amount },
  );

const atLeast = (n: number) => ({ '>=': [{ var: 'vars.arrived' }, n] });

export const BRANCHING: readonly Pattern[] = [
  {
    number: 1,
    name: 'Sequence',
    rating: '+',
    how: 'states one after the other',
    play: () =>
      expect(
        run({ initial: 'a', states: { a: { on: { n: 'b' } }, b: { on: { n: 'c' } }, c: {} } })
          .send('n')
          .send('n').states,
      ).toEqual(['c']),
  },
  {
    number: 2,
    name: 'Parallel Split',
    rating: '+',
    how: 'a parallel state',
    play: () => expect(run({ initial: 'p', states: { p: twoBranches, after: {} } }).states).toEqual(['a', 'b']),
  },
  {
    number: 3,
    name: 'Synchronization',
    rating: '+',
    how: '`onDone` of the parallel state',
    play: () => {
      const p = run({ initial: 'p', states: { p: twoBranches, after: {} } }).send('a-done');
      expect(p.states).toEqual(['a-end', 'b']);
      expect(p.send('b-done').states).toEqual(['after']);
    },
  },
  {
    number: 4,
    name: 'Exclusive Choice',
    rating: '+',
    how: 'a list of transitions; the first whose `when` holds',
    play: () => {
      const chart = {
        initial: 'q',
        states: { q: { always: [{ target: 'big', when: { '>': [{ var: 'record.amount' }, 10] } }, { target: 'small' }] }, big: {}, small: {} },
      };
      expect([run(chart, { amount: 11 }).states, run(chart, { amount: 1 }).states]).toEqual([['big'], ['small']]);
    },
  },
  {
    number: 5,
    name: 'Simple Merge',
    rating: '+',
    how: 'several transitions to one state',
    play: () =>
      expect(
        run({ initial: 'a', states: { a: { on: { l: 'b', r: 'c' } }, b: { on: { n: 'd' } }, c: { on: { n: 'd' } }, d: {} } })
          .send('r')
          .send('n').states,
      ).toEqual(['d']),
  },
  {
    number: 6,
    name: 'Multi-Choice',
    rating: '+',
    how: 'parallel regions, each deciding on entry whether it has work',
    play: () => expect([choice(1).states, choice(50).states, choice(500).states]).toEqual([['merged'], ['big-work', 'huge-end'], ['big-work', 'huge-work']]),
  },
  {
    number: 7,
    name: 'Structured Synchronizing Merge',
    rating: '+',
    how: '`onDone` waits for just the regions that had work',
    play: () => expect(choice(50).send('big').states).toEqual(['merged']),
  },
  {
    number: 8,
    name: 'Multi-Merge',
    rating: '+',
    how: 'every branch raises the event that does the following task',
    play: () => {
      const arrive = { do: 'raise', with: { event: 'arrived' } };
      const p = run({
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            on: { arrived: { actions: [task('follow')] } },
            states: { l: branch('a', { entry: [arrive] }), r: branch('b', { entry: [arrive] }) },
          },
        },
      });
      expect(tasks(p.send('a-done').send('b-done'))).toEqual(['follow', 'follow']);
    },
  },
  {
    number: 9,
    name: 'Structured Discriminator',
    rating: '+',
    how: 'a region that goes on at the first arrival; the others end unobserved',
    play: () => {
      const p = run(watching(atLeast(1))).send('b-done');
      expect(tasks(p)).toEqual(['next']);
      expect(tasks(p.send('a-done').send('c-done'))).toEqual(['next']);
      expect(p.states).toEqual(['end']);
    },
  },
  {
    number: 28,
    name: 'Blocking Discriminator',
    rating: '+',
    how: 'as 9; the parallel state cannot be entered again before `onDone`',
    play: () => {
      const p = run(watching(atLeast(1))).send('a-done');
      expect(p.send('again').reasons).toEqual(['event.not-expected']);
      expect(p.send('b-done').send('c-done').send('again').states).toHaveLength(4);
    },
  },
  {
    number: 29,
    name: 'Cancelling Discriminator',
    rating: '+',
    how: 'the first branch leaves the parallel state; the other invokes are cancelled',
    play: () => {
      const region = (key: string) => ({ initial: key, states: { [key]: { invoke: { id: key, ...call, onDone: 'first' } } } });
      const p = run({ initial: 'p', states: { p: { type: 'parallel', states: { l: region('a'), r: region('b') } }, first: {} } }).answer('a', {
        ok: true,
        output: 1,
      });
      expect([p.states, p.effects]).toEqual([['first'], ['cancel']]);
    },
  },
  {
    number: 30,
    name: 'Structured Partial Join',
    rating: '+',
    how: 'a region that goes on when a counter says N',
    play: () =>
      expect(
        tasks(
          run(watching(atLeast(2)))
            .send('a-done')
            .send('c-done'),
        ),
      ).toEqual(['next']),
  },
  {
    number: 31,
    name: 'Blocking Partial Join',
    rating: '+',
    how: 'as 30 within one parallel state, left only when all have arrived',
    play: () => {
      const p = run(watching(atLeast(2)))
        .send('a-done')
        .send('b-done');
      expect(p.send('again').reasons).toEqual(['event.not-expected']);
      expect(p.send('c-done').states).toEqual(['end']);
    },
  },
  {
    number: 32,
    name: 'Cancelling Partial Join',
    rating: '+',
    how: 'the parallel state is left when a counter says N',
    play: () => {
      const p = run({
        initial: 'p',
        vars: { n: number },
        states: {
          p: {
            type: 'parallel',
            always: { target: 'on', when: { '>=': [{ var: 'vars.n' }, 2] } },
            states: { one: branch('a', { entry: [count('n')] }), two: branch('b', { entry: [count('n')] }), three: branch('c', { entry: [count('n')] }) },
          },
          on: {},
        },
      });
      expect(p.send('a-done').send('c-done').states).toEqual(['on']);
    },
  },
  {
    number: 33,
    name: 'Generalised AND-Join',
    rating: '+',
    how: 'counters keep early arrivals; an automatic transition fires while both have one',
    play: () => {
      const p = run({
        initial: 'join',
        vars: { a: number, b: number },
        states: {
          join: {
            on: { a: { actions: [count('a')] }, b: { actions: [count('b')] } },
            always: {
              when: { and: [{ '>': [{ var: 'vars.a' }, 0] }, { '>': [{ var: 'vars.b' }, 0] }] },
              actions: [count('a', -1), count('b', -1), task('fire')],
            },
          },
        },
      });
      expect(tasks(p.send('a').send('a').send('b'))).toEqual(['fire']);
      expect(tasks(p.send('b'))).toEqual(['fire', 'fire']);
    },
  },
  {
    number: 37,
    name: 'Local (Acyclic) Synchronizing Merge',
    rating: '+',
    how: 'as 7: the regions decide locally',
    play: () => expect(choice(500).send('huge').send('big').states).toEqual(['merged']),
  },
  { number: 38, name: 'General Synchronizing Merge', rating: '-', how: 'a statechart has no tokens on their way; regions are known when they are entered' },
  {
    number: 41,
    name: 'Thread Merge',
    rating: '+/-',
    how: 'a counter of arrivals within one region',
    play: () => {
      const p = run({
        initial: 'm',
        vars: { n: number },
        states: { m: { on: { thread: { actions: [count('n')] } }, always: { target: 'one', when: { '>=': [{ var: 'vars.n' }, 3] } } }, one: {} },
      });
      expect(p.send('thread').send('thread').states).toEqual(['m']);
      expect(p.send('thread').states).toEqual(['one']);
    },
  },
  { number: 42, name: 'Thread Split', rating: '-', how: 'a region has one active state; copies are runs of their own (12)' },
];
