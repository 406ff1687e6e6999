import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#kernel';
import { parseScenarios } from '../scenario/scenario.js';
import { parsePlaySteps } from './play-input.js';

const codes = (value: Json): readonly string[] => {
  const read = parsePlaySteps(value);
  return read.ok ? [] : read.error.map(({ at }) => at);
};

describe('the steps of a play', () => {
  it('are names, events, changes, answers and time', () => {
    const read = parsePlaySteps([
      'go',
      { type: 'GO' },
      { event: 'go', fields: { a: 1 }, payload: [1], after: 'P1D', as: ['sales'] },
      { change: { b: 2 } },
      { done: 'x', output: 1, item: 0 },
      { fails: 'x', error: { code: 'c', message: 'm' } },
      { after: 'PT5M' },
    ]);
    expect(read.ok && read.value.map(({ input }) => input)).toEqual([
      { kind: 'event', event: 'go', payload: null, fields: {} },
      { kind: 'event', event: 'GO', payload: null, fields: {} },
      { kind: 'event', event: 'go', payload: [1], fields: { a: 1 } },
      { kind: 'change', fields: { b: 2 } },
      { kind: 'done', invoke: 'x', output: 1, item: 0 },
      { kind: 'fails', invoke: 'x', code: 'c', message: 'm', item: null },
      { kind: 'wait' },
    ]);
  });

  it('have every problem named with its place', () => {
    expect(codes({})).toEqual(['']);
    expect(codes([1, null, {}, { event: 'a', fields: [] }, { event: 'a', after: '-P1D' }, { event: 'a', as: 'sales' }, { done: 'x', item: -1 }])).toEqual([
      '/0',
      '/1',
      '/2',
      '/3/fields',
      '/4/after',
      '/5/as',
      '/6/item',
    ]);
  });

  it('are read without a throw, whatever they are', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parsePlaySteps(value as Json).ok === 'boolean'));
  });
});

describe('a scenarios file', () => {
  it('has every problem named with its place', () => {
    const read = parseScenarios([
      { name: 'x', steps: [] },
      { name: { en: 'x' }, start: 'noon', roles: 'all', record: [], vars: 1, steps: {}, extra: 1 },
      { name: { en: 'x' }, steps: ['go', { event: 'go', expect: { stagee: 'x', active: 'x', effects: {} } }, { evnt: 'go' }] },
    ]);
    expect(read.ok ? [] : read.error.map(({ at }) => at)).toEqual([
      '/0/name',
      '/1/extra',
      '/1/start',
      '/1/roles',
      '/1/record',
      '/1/vars',
      '/1/steps',
      '/2/steps/1/expect/stagee',
      '/2/steps/1/expect/active',
      '/2/steps/1/expect/effects',
      '/2/steps/2/evnt',
      '/2/steps/2',
    ]);
  });

  it('is read without a throw, whatever it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parseScenarios(value as Json).ok === 'boolean'));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => typeof parseScenarios([{ name: { en: 'x' }, steps: [{ event: 'a', expect: value }] } as Json]).ok === 'boolean'),
    );
  });
});
