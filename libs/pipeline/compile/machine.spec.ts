import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { initialTransition, transition } from 'xstate';
import { compiled } from '../testing/play.js';
import { EVENTS, randomChart } from '../testing/random-chart.js';
import { parsePipeline, type StateId } from '../definition/index.js';
import { XStateChart } from './xstate-chart.js';
import { buildMachine, type MachineSnapshot } from './machine.js';
import type { ChartHooks } from './chart.js';

const OPEN: ChartHooks = { guard: () => true, take: () => false, enter: () => false, exit: () => false };
describe('the chart moves as XState', () => {
  it('the reused scope and restored positions give what the public transition gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }), (seed, events) => {
        const { definition } = compiled(randomChart(seed));
        const { machine, ids } = buildMachine(definition);
        const chart = new XStateChart(definition);
        let position = chart.start(OPEN);
        let [snapshot] = initialTransition(machine, { hooks: OPEN } as never);
        const active = (): readonly string[] =>
          (snapshot as unknown as MachineSnapshot)._nodes
            .filter((n) => n.type === 'atomic' || n.type === 'final')
            .map((n) => ids.stateOf(n.id) ?? n.id)
            .sort();
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
      take: () => seen.push('take') < 0,
      enter: (state) => seen.push(`enter ${state.key || 'root'}`) < 0,
      exit: (state) => seen.push(`exit ${state.key}`) < 0,
    };
    const chart = new XStateChart(definition);
    chart.move(chart.start(hooks), { trigger: { kind: 'event', name: 'go' }, data: {} }, hooks);
    expect(seen.filter((s) => s !== 'enter root' && !s.startsWith('enter test'))).toEqual(['enter a', 'guard in a: true', 'exit a', 'take', 'enter b']);
  });

  it('a state in the wrong place is no configuration', () => {
    const { definition } = compiled({
      type: 'parallel',
      states: { l: { initial: 'l1', states: { l1: {}, l2: {} } }, r: { initial: 'r1', states: { r1: {} } } },
    });
    const chart = new XStateChart(definition);
    expect(chart.isConfiguration(['l1', 'r1'] as StateId[])).toBe(true);
    expect(chart.isConfiguration(['l1'] as StateId[])).toBe(false);
    expect(chart.isConfiguration(['l1', 'l2', 'r1'] as StateId[])).toBe(false);
    expect(chart.isConfiguration(['nope'] as StateId[])).toBe(false);
    expect(chart.isConfiguration([])).toBe(false);
  });

  it('hostile event names cost no memory and match nothing', () => {
    const parsed = parsePipeline({
      format: 'millrace/1',
      key: 'k',
      object: 'deal',
      title: { en: 'T' },
      initial: 'a',
      states: { a: { on: { 'mail.*': 'b' } }, b: {} },
    });
    if (!parsed.ok) throw new Error('parse');
    const chart = new XStateChart(parsed.value);
    expect(chart.knowsEvent('mail.in')).toBe(true);
    expect(chart.knowsEvent('mail')).toBe(true);
    expect(chart.knowsEvent('mailbox')).toBe(false);
    expect(chart.knowsEvent('__proto__')).toBe(false);
    expect(chart.knowsEvent('xstate.done.state.root')).toBe(false);
  });
});
