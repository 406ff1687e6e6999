import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  chartConformance,
  directlyFollows,
  eventLogOf,
  eventLogOfColumns,
  reworkOf,
  tokenReplay,
  variantsOf,
  type AllowedMoves,
  type EventLog,
  type PetriNet,
} from './index.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
/** Cases as words of one-letter activities, an event every `gap` ms. */
const log = (words: readonly string[], gap = 1000): EventLog =>
  value(eventLogOf(words.flatMap((word, c) => [...word].map((activity, k) => ({ case: `c${c}`, activity, atMs: k * gap * (c + 1) })))));

describe('event logs', () => {
  it('sort each case by time, events of one moment as they came', () => {
    const events = [
      ['x', 'b', 5],
      ['y', 'a', 1],
      ['x', 'a', 2],
      ['x', 'c', 5],
    ] as const;
    const { traces, activities } = value(eventLogOf(events.map(([name, activity, atMs]) => ({ case: name, activity, atMs }))));
    expect(traces.map(({ case: name, activity }) => [name, Array.from(activity, (a) => activities[a]).join('')])).toEqual([
      ['x', 'abc'],
      ['y', 'a'],
    ]);
  });
  it.each([NaN, Infinity, 1e308])('a time of %p is refused with its place', (atMs) => {
    const answer = eventLogOf([{ case: 'x', activity: 'a', atMs }]);
    expect(!answer.ok && answer.error[0]).toMatchObject({ code: 'analysis.not-a-number', at: '/events/0/atMs' });
  });
  it('from columns it is the same as from events: cases without any are left out, those out of order are sorted', () => {
    const columns = { offset: [0, 3, 3, 5], activity: [2, 0, 2, 0, 2], names: ['a', 'unused', 'b'], atMs: [1, 2, 3, 9, 4] };
    const events = [
      ['0', 'b', 1],
      ['0', 'a', 2],
      ['0', 'b', 3],
      ['2', 'a', 9],
      ['2', 'b', 4],
    ] as const;
    expect(eventLogOfColumns(columns)).toEqual(eventLogOf(events.map(([name, activity, atMs]) => ({ case: name, activity, atMs }))));
    expect(eventLogOfColumns({ ...columns, offset: [0, 0] }).ok).toBe(false);
    expect(eventLogOfColumns({ ...columns, atMs: [1, Number.NaN, 3, 9, 4] }).ok).toBe(false);
  });

  it('no events are refused', () => expect(eventLogOf([]).ok).toBe(false));
});

describe('variants, edges, rework', () => {
  it('variants by how many took them', () => {
    expect(variantsOf(log(['abc', 'ac', 'abc'])).map(({ activities, cases, lasts }) => [activities.join(''), cases, lasts.meanMs])).toEqual([
      ['abc', 2, 4000],
      ['ac', 1, 2000],
    ]);
  });
  it('waiting: mean, median and ninth decile of 1, 2, 3, 4 seconds', () => {
    const [edge] = directlyFollows(log(['ab', 'ab', 'ab', 'ab'])).edges;
    expect(edge).toMatchObject({ from: 'a', to: 'b', count: 4, cases: 4, waiting: { n: 4, meanMs: 2500, medianMs: 2500 } });
    expect(edge?.waiting.p90Ms).toBeCloseTo(3700, 9);
  });
  it('a loop counts its events, and its case once', () => {
    const graph = directlyFollows(log(['aaa']));
    expect(graph.edges).toMatchObject([{ from: 'a', to: 'a', count: 2, cases: 1 }]);
    expect(graph.nodes).toEqual([{ activity: 'a', events: 3, cases: 1, starts: 1, ends: 1 }]);
    expect(reworkOf(log(['aab', 'ab']))).toEqual([{ activity: 'a', cases: 1, share: 0.5, repeats: 1 }]);
  });
  it('edges add up to the steps of any log', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }), (words) => {
        const graph = directlyFollows(log(words));
        expect(graph.edges.reduce((sum, { count }) => sum + count, 0)).toBe(words.join('').length - words.length);
        expect(graph.nodes.reduce((sum, { starts }) => sum + starts, 0)).toBe(words.length);
        expect(variantsOf(log(words)).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('token replay', () => {
  /*   start -a- p -b- q -c- end ,  with a silent way from p to q  */
  const step = (activity: string | null, from: string, to: string) => ({ activity, from: from.split(' '), to: to.split(' ') });
  const net: PetriNet = {
    start: 'start',
    end: 'end',
    transitions: [step('a', 'start', 'p'), step('b', 'p', 'q'), step('c', 'q', 'end'), step(null, 'p', 'q')],
  };
  it.each([
    ['abc', 0, 4, 0, 4, []],
    ['ac', 0, 4, 0, 4, []],
    ['c', 1, 2, 1, 2, ['c']],
    ['abbc', 1, 5, 1, 5, ['b']],
    ['axc', 0, 4, 0, 4, ['x']],
    ['a', 1, 2, 1, 2, []],
  ])('%s: missing %p of %p, remaining %p of %p', (word, missing, consumed, remaining, produced, deviations) => {
    const replayed = value(tokenReplay(log([word]), net)).cases[0];
    expect(replayed).toMatchObject({ missing, consumed, remaining, produced, deviations, fits: missing + remaining + deviations.length === 0 });
    expect(replayed?.fitness).toBeCloseTo((1 - missing / consumed) / 2 + (1 - remaining / produced) / 2, 12);
  });
  it('a net without its end is refused', () => expect(tokenReplay(log(['a']), { ...net, end: 'nowhere' }).ok).toBe(false));
  it('silent steps in a ring do not hang it', () => {
    const ring: PetriNet = { start: 'start', end: 'end', transitions: [step(null, 'start', 'p p'), step(null, 'p', 'start'), step('a', 'q', 'end')] };
    expect(value(tokenReplay(log(['a']), ring)).cases[0]?.fits).toBe(false);
  });
});

describe('against a chart', () => {
  /*  n -> q -> w ,  n -> l ,  q -> l  */
  const move = (pair: string) => ({ from: pair[0] as string, to: pair[1] as string });
  const chart: AllowedMoves = { initial: ['n'], final: ['w', 'l'], moves: ['nq', 'qw', 'nl', 'ql'].map(move) };
  it('what is allowed fits, staying is no move, an open case need not be done', () => {
    expect(value(chartConformance(log(['nqqw', 'nl', 'nq']), chart, ['c2']))).toEqual({ cases: 3, fittingCases: 3, fitness: 1, deviations: [] });
  });
  it.each([
    ['nw', 'move', 'n', 'w', 2 / 3],
    ['qw', 'start', null, 'q', 2 / 3],
    ['nq', 'unfinished', 'q', null, 2 / 3],
    ['nxw', 'unknown-state', 'n', 'x', 0.5],
  ])('%s: a %s', (word, kind, from, to, fitness) => {
    const found = value(chartConformance(log([word]), chart));
    expect(found.deviations).toContainEqual({ kind, from, to, count: 1, cases: ['c0'] });
    expect(found.fitness).toBeCloseTo(fitness, 12);
    expect(found.fittingCases).toBe(0);
  });
  it('a chart without a beginning is refused', () => expect(chartConformance(log(['n']), { ...chart, initial: [] }).ok).toBe(false));
});
