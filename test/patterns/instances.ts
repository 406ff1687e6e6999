import { expect } from '@jest/globals';
import type { JsonObject } from '#kernel';
import type { Player } from '../../libs/pipeline/testing/play.js';
import { call, count, number, run, type Pattern } from './pattern.js';

const OK = { ok: true, output: 1 } as const;
const each = (forEach: object) => ({
  initial: 'many',
  states: { many: { invoke: { id: 'i', ...call, forEach: forEach as never, onDone: 'next' }, on: { stop: 'off', enough: 'next' } }, next: {}, off: {} },
});
const items = { items: ['a', 'b', 'c'], as: 'item' };
const startOne = { do: 'run.start', with: { pipeline: 'child', create: { object: 'deal', fields: {} } } };

/** Child runs that report back; more may be added while others are under way. */
const growing = (ready: JsonObject): Player =>
  run({
    initial: 'open',
    vars: { started: number, done: number },
    states: {
      open: {
        entry: [startOne, count('started')],
        on: { add: { actions: [startOne, count('started')] }, 'child-done': { actions: [count('done')] } },
        always: { target: 'next', when: ready },
      },
      next: {},
    },
  });

export const INSTANCES: readonly Pattern[] = [
  {
    number: 12,
    name: 'Multiple Instances without Synchronization',
    rating: '+',
    how: '`run.start`, as often as needed; nobody waits',
    play: () => {
      const p = run({
        initial: 'a',
        vars: { i: number },
        states: {
          a: { always: [{ target: 'a', reenter: true, when: { '<': [{ var: 'vars.i' }, 3] }, actions: [startOne, count('i')] }, { target: 'b' }] },
          b: {},
        },
      });
      expect([p.states, p.journal[0]?.effects.map((e) => e.kind)]).toEqual([['b'], ['start', 'start', 'start']]);
    },
  },
  {
    number: 13,
    name: 'Multiple Instances with a Priori Design-Time Knowledge',
    rating: '+',
    how: '`forEach` over a literal list',
    play: () => expect(run(each(items)).answer('i', OK, 0).answer('i', OK, 1).answer('i', OK, 2).states).toEqual(['next']),
  },
  {
    number: 14,
    name: 'Multiple Instances with a Priori Run-Time Knowledge',
    rating: '+',
    how: '`forEach` over a list from the record or a variable',
    play: () => {
      const p = run(each({ items: { var: 'record.name' }, as: 'item' }), { name: ['x', 'y'] });
      expect(p.answer('i', OK, 0).states).toEqual(['many']);
      expect(p.answer('i', OK, 1).states).toEqual(['next']);
    },
  },
  {
    number: 15,
    name: 'Multiple Instances without a Priori Run-Time Knowledge',
    rating: '+',
    how: 'child runs that signal back; an event adds one more, a condition on the counters ends it',
    play: () => {
      const p = growing({ '>=': [{ var: 'vars.done' }, { var: 'vars.started' }] })
        .send('add')
        .send('child-done');
      expect(p.states).toEqual(['open']);
      expect(p.send('child-done').states).toEqual(['next']);
    },
  },
  {
    number: 26,
    name: 'Cancel Multiple Instance Task',
    rating: '+',
    how: 'leaving the state withdraws the unfinished ones',
    play: () => expect(run(each(items)).answer('i', OK, 0).send('stop').effects).toEqual(['cancel', 'cancel']),
  },
  {
    number: 27,
    name: 'Complete Multiple Instance Task',
    rating: '+',
    how: 'an event goes the way of `onDone`; the rest is stopped',
    play: () => {
      const p = run(each(items)).answer('i', OK, 0).send('enough');
      expect([p.states, p.effects]).toEqual([['next'], ['cancel', 'cancel']]);
    },
  },
  {
    number: 34,
    name: 'Static Partial Join for Multiple Instances',
    rating: '+/-',
    how: '`join: N`; the rest is cancelled rather than left to finish',
    play: () =>
      expect(
        run(each({ ...items, join: 2 }))
          .answer('i', OK, 0)
          .answer('i', OK, 2).states,
      ).toEqual(['next']),
  },
  {
    number: 35,
    name: 'Cancelling Partial Join for Multiple Instances',
    rating: '+',
    how: '`join: N` cancels the rest',
    play: () => {
      const p = run(each({ ...items, join: 2 }))
        .answer('i', OK, 0)
        .answer('i', OK, 2);
      expect([p.states, p.effects]).toEqual([['next'], ['cancel']]);
    },
  },
  {
    number: 36,
    name: 'Dynamic Partial Join for Multiple Instances',
    rating: '+',
    how: 'as 15 with any condition on the counters',
    play: () => {
      const p = growing({ '>=': [{ var: 'vars.done' }, 2] })
        .send('add')
        .send('add')
        .send('child-done');
      expect(p.states).toEqual(['open']);
      expect(p.send('child-done').states).toEqual(['next']);
    },
  },
];
