import { describe, expect, it } from '@jest/globals';
import type { Json } from '#kernel';
import { pathsOf, readsOf, statesIn } from './paths.js';

describe('pathsOf', () => {
  it.each<[rule: Json, paths: readonly string[], computed: readonly string[]]>([
    [true, [], []],
    [{ '>': [{ var: 'record.b' }, { var: ['record.a', { var: 'vars.x' }] }] }, ['record.a', 'record.b', 'vars.x'], []],
    [{ missing: ['record.a', 'record.b'] }, ['record.a', 'record.b'], []],
    [{ missing: [['record.a']] }, ['record.a'], []],
    [{ missing_some: [1, ['record.a', 'record.b']] }, ['record.a', 'record.b'], []],
    [{ some: [{ var: 'record.tags' }, { '==': [{ var: '' }, { var: 'x' }] }] }, ['record.tags'], []],
    [{ reduce: [{ var: 'record.l' }, { '+': [{ var: 'current' }, { var: 'accumulator' }] }, { var: 'vars.start' }] }, ['record.l', 'vars.start'], []],
    [{ '==': [{ var: { cat: ['record.', { var: 'event.field' }] } }, 1] }, ['event.field'], ['/==/0/var']],
    [{ and: [{ var: '' }, { var: null }] }, [], ['/and/0/var', '/and/1/var']],
    [{ missing: { merge: ['record.a', { var: 'event.more' }] } }, ['event.more'], ['/missing']],
    [{ a: { var: 'record.x' }, b: 1 }, [], []],
    [[{ var: 'record.x' }], ['record.x'], []],
  ])('of %j', (rule, paths, computed) => {
    expect(pathsOf(rule)).toEqual({ paths, computed });
  });
});

describe('readsOf', () => {
  it('gives each path its value, null without one, and nothing of a prototype', () => {
    const rule = { and: [{ var: 'record.a' }, { var: 'record.gone.deep' }, { var: 'record.constructor' }, { var: 'record.list.1' }] };
    expect(readsOf(rule, { record: { a: 0, list: [1, 2] } })).toEqual({
      'record.a': 0,
      'record.constructor': null,
      'record.gone.deep': null,
      'record.list.1': 2,
    });
  });
});

describe('statesIn', () => {
  it('finds every literal state, also in loops', () => {
    expect(statesIn({ and: [{ in: 'a' }, { some: [[1], { in: ['b'] }] }, { in: ['x', 'text'] }] })).toEqual([
      { state: 'a', at: '/and/0/in' },
      { state: 'b', at: '/and/1/some/1/in/0' },
    ]);
  });
});
