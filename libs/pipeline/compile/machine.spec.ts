import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { initialTransition, transition } from 'xstate';
import { compiled, type Chart } from '../testing/play.js';
import { parsePipeline, type StateDocument, type StateId } from '../definition/index.js';
import { XStateChart } from './xstate-chart.js';
import { buildMachine, type MachineSnapshot } from './machine.js';
import type { ChartHooks } from './chart.js';

const OPEN: ChartHooks = { guard: () => true, take: () => undefined, enter: () => undefined, exit: () => undefined };
const EVENTS = ['x', 'y', 'z'];

/** Random charts: three levels, compound and parallel, history, transitions anywhere. */
const chartOf = (seed: readonly number[]): Chart => {
  let at = 0;
  const next = (n: number): number => Math.abs(seed[at++ % seed.length] ?? 0) % n;
  const names: string[] = [];
  const build = (prefix: string, depth: number): StateDocument => {
    const kind = depth >= 3 ? 0 : next(4);
    if (kind < 2) return {};
    const keys = [0, 1, 2].slice(0, 2 + next(2)).map((i) => `${prefix}${i}`);
    names.push(...keys);
    const states: Record<string, StateDocument> = Object.fromEntries(keys.map((k) => [k, build(k, depth + 1)]));
    if (kind === 3) return { type: 'parallel', states };
    return { initial: keys[next(keys.length)] ?? '', states: next(3) === 0 ? { ...states, [`${prefix}h`]: { type: 'history', history: next(2) ? 'deep' : 'shallow' } } : states };
  };
  const keys = ['a', 'b', 'c'];
  names.push(...keys);
  const states = Object.fromEntries(keys.map((k) => [k, build(k, 1)]));
  const wire = (state: StateDocument): StateDocument => {
    const on: Record<string, string> = {};
    for (const event of EVENTS) if (next(2)) on[event] = names[next(names.length)] ?? 'a';
    const inner = state.states ? { states: Object.fromEntries(Object.entries(state.states).map(([k, s]) => [k, s.type === 'history' ? s : wire(s)])) } : {};
    return { ...state, ...(Object.keys(on).length ? { on } : {}), ...inner };
  };
  return { initial: 'a', states: Object.fromEntries(Object.entries(states).map(([k, s]) => [k, wire(s)])) };
};

describe('the chart moves as XState', () => {
  it('the reused scope and restored positions give what the public transition gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }), (seed, events) => {
        const { definition } = compiled(chartOf(seed));
        const { machine, ids } = buildMachine(definition);
        const chart = new XStateChart(definition);
        let position = chart.start(OPEN);
        let [snapshot] = initialTransition(machine, { hooks: OPEN } as never);
        const active = (): readonly string[] =>
          (snapshot as unknown as MachineSnapshot)._nodes.filter((n) => n.type === 'atomic' || n.type === 'final').map((n) => ids.stateOf(n.id) ?? n.id).sort();
        expect(position.configuration).toEqual(active());
        for (const name of events) {
          position = chart.move(position, { trigger: { kind: 'event', name }, data: {} }, OPEN);
          [snapshot] = transition(machine, snapshot, { type: `e.${name}` } as never);
          expect(position.configuration).toEqual(active());
          expect(chart.isConfiguration(position.configuration)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('relies on nothing of XState that has changed: guards see the snapshot, actions run in place, entries are counted', () => {
    const seen: string[] = [];
    const { definition } = compiled({ initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } });
    const hooks: ChartHooks = {
      guard: (_t, _e, isActive) => (seen.push(`guard in a: ${isActive('a' as StateId)}`), true),
      take: () => seen.push('take'),
      enter: (state) => seen.push(`enter ${state.key || 'root'}`),
      exit: (state) => seen.push(`exit ${state.key}`),
    };
    const chart = new XStateChart(definition);
    chart.move(chart.start(hooks), { trigger: { kind: 'event', name: 'go' }, data: {} }, hooks);
    expect(seen.filter((s) => s !== 'enter root' && !s.startsWith('enter test'))).toEqual(['enter a', 'guard in a: true', 'exit a', 'take', 'enter b']);
  });

  it('a state in the wrong place is no configuration', () => {
    const { definition } = compiled({ type: 'parallel', states: { l: { initial: 'l1', states: { l1: {}, l2: {} } }, r: { initial: 'r1', states: { r1: {} } } } });
    const chart = new XStateChart(definition);
    expect(chart.isConfiguration(['l1', 'r1'] as StateId[])).toBe(true);
    expect(chart.isConfiguration(['l1'] as StateId[])).toBe(false);
    expect(chart.isConfiguration(['l1', 'l2', 'r1'] as StateId[])).toBe(false);
    expect(chart.isConfiguration(['nope'] as StateId[])).toBe(false);
    expect(chart.isConfiguration([])).toBe(false);
  });

  it('hostile event names cost no memory and match nothing', () => {
    const parsed = parsePipeline({ format: 'millrace/1', key: 'k', object: 'deal', title: { en: 'T' }, initial: 'a', states: { a: { on: { 'mail.*': 'b' } }, b: {} } });
    if (!parsed.ok) throw new Error('parse');
    const chart = new XStateChart(parsed.value);
    expect(chart.knowsEvent('mail.in')).toBe(true);
    expect(chart.knowsEvent('mail')).toBe(true);
    expect(chart.knowsEvent('mailbox')).toBe(false);
    expect(chart.knowsEvent('__proto__')).toBe(false);
    expect(chart.knowsEvent('xstate.done.state.root')).toBe(false);
  });
});
