import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { XStateChart } from '../compile/xstate-chart.js';
import type { ChartHooks } from '../compile/chart.js';
import type { Definition, StateDocument } from '../definition/index.js';
import { compiled, type Chart } from '../testing/play.js';
import { EVENTS, randomChart } from '../testing/random-chart.js';
import { ChartIndex } from './chart-index.js';
import { explore, type Exploration } from './explore.js';

/** The random chart with ways into its history states, and some conditions. */
function withHistory(chart: Chart): Chart {
  const histories: string[] = [];
  let n = 0;
  const visit = (state: StateDocument): StateDocument => {
    const on = Object.fromEntries(
      Object.entries(state.on ?? {}).map(([event, target]) => [
        event,
        n++ % 3 === 0 ? { target: target as string, when: { '>': [{ var: 'record.amount' }, n] } } : target,
      ]),
    );
    const states = Object.fromEntries(
      Object.entries(state.states ?? {}).map(([key, child]) => {
        if (child.type !== 'history') return [key, visit(child)];
        histories.push(key);
        return [key, child];
      }),
    );
    return { ...state, ...(state.on ? { on } : {}), ...(state.states ? { states } : {}) };
  };
  const built = visit(chart) as Chart;
  return { ...built, on: Object.fromEntries(histories.map((id, i) => [`back${i}`, id])) };
}

const exploreAll = (definition: Definition, isUnconditional = (when: unknown): boolean => when === null): Exploration =>
  explore(new ChartIndex(definition), { isPossible: () => true, isUnconditional: ({ transition }) => isUnconditional(transition.when) });

const keyOf = (definition: Definition, { active }: Exploration['configurations'][number]): string => {
  const chart = new ChartIndex(definition);
  return active
    .filter((n) => chart.at(n).children.length === 0)
    .map((n) => chart.at(n).state.id)
    .sort()
    .join();
};

describe('exploration', () => {
  it('knows every configuration that the real chart comes to, whatever its conditions say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }),
        fc.array(fc.tuple(fc.constantFrom(...EVENTS, 'back0', 'back1'), fc.boolean()), { maxLength: 15 }),
        (seed, events) => {
          const { definition } = compiled(withHistory(randomChart(seed)));
          const exploration = exploreAll(definition);
          if (exploration.cut) return;
          const known = new Set(exploration.configurations.map((c) => keyOf(definition, c)));
          const chart = new XStateChart(definition);
          let holds = true;
          const hooks: ChartHooks = { guard: (t) => t.when === null || holds, take: () => false, enter: () => false, exit: () => false };
          let position = chart.start(hooks);
          expect(known).toContain(position.configuration.join());
          for (const [name, held] of events) {
            holds = held;
            position = chart.move(position, { trigger: { kind: 'event', name }, data: {} }, hooks);
            expect(known).toContain(position.configuration.join());
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('comes to no configuration that the chart cannot: without conditions each edge is a move of the chart', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), (seed) => {
        const { definition } = compiled(randomChart(seed));
        const exploration = exploreAll(definition);
        const chart = new XStateChart(definition);
        const hooks: ChartHooks = { guard: () => true, take: () => false, enter: () => false, exit: () => false };
        for (const { from, to, ways } of exploration.edges.slice(0, 200)) {
          const start = keyOf(definition, exploration.configurations[from] as Exploration['configurations'][number]);
          const { trigger } = ways[0]?.transition ?? {};
          if (trigger?.kind !== 'event') continue;
          const moved = chart.move(
            { configuration: start.split(',') as never, history: {}, done: false },
            { trigger: { kind: 'event', name: trigger.event }, data: {} },
            hooks,
          );
          expect(keyOf(definition, exploration.configurations[to] as Exploration['configurations'][number])).toBe(moved.configuration.join());
        }
      }),
      { numRuns: 60 },
    );
  });
});
