import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compiled } from '../testing/play.js';
import { EVENTS, randomChart } from '../testing/random-chart.js';
import type { ChartEvent, ChartHooks, Position } from './chart.js';
import { TracedChart } from './traced-chart.js';
import { XStateChart } from './xstate-chart.js';

/** Hooks that answer from a script and note every call with what it saw. */
function scripted(script: readonly number[], states: readonly string[]): { readonly hooks: ChartHooks; readonly log: string[] } {
  const log: string[] = [];
  let at = 0;
  let raised = 0;
  const next = (): number => script[at++ % script.length] ?? 0;
  const nameOf = ({ trigger }: ChartEvent): string => (trigger.kind === 'event' ? trigger.name : trigger.kind);
  const note = (what: string, event: ChartEvent, isActive: (s: never) => boolean): void =>
    void log.push(`${what} ${nameOf(event)} ${states.filter((s) => isActive(s as never)).join()}`);
  const maybeRaise = (raise: (e: ChartEvent) => void): void => {
    if (next() % 5 !== 0 || raised++ > 3) return;
    raise({ trigger: { kind: 'event', name: EVENTS[next() % EVENTS.length] ?? 'x' }, data: {} });
  };
  return {
    log,
    hooks: {
      guard: (t, e, a) => (note(`guard ${t.id}`, e, a), next() % 3 !== 0),
      take: (t, e, a, raise) => (note(`take ${t.id}`, e, a), maybeRaise(raise), next() % 4 === 0),
      enter: (s, e, a, raise) => (note(`enter ${s.id}`, e, a), maybeRaise(raise), next() % 4 === 0),
      exit: (s, e, a) => (note(`exit ${s.id}`, e, a), false),
    },
  };
}

describe('a traced chart', () => {
  it('makes the same calls and comes to the same rest as the chart it wraps, first time and again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), fc.array(fc.nat(20), { minLength: 5, maxLength: 30 }), (seed, script) => {
        const { definition } = compiled(randomChart(seed));
        const plain = new XStateChart(definition);
        const traced = new TracedChart(plain, (e) => plain.typeOf(e));
        const states = [...definition.states.keys()];
        const both = (move: (chart: typeof plain | typeof traced, hooks: ChartHooks) => Position, offset: number): Position => {
          const turned = [...script.slice(offset % script.length), ...script];
          const [a, b] = [scripted(turned, states), scripted(turned, states)];
          const expected = move(plain, a.hooks);
          expect(move(traced, b.hooks)).toEqual(expected);
          expect(b.log).toEqual(a.log);
          return expected;
        };
        let position = both((chart, hooks) => chart.start(hooks), 0);
        for (let i = 0; i < 25 && !position.done; i++) {
          const event: ChartEvent = { trigger: { kind: 'event', name: EVENTS[i % EVENTS.length] ?? 'x' }, data: {} };
          const from = position;
          position = both((chart, hooks) => chart.move(from, event, hooks), i % 4);
        }
      }),
      { numRuns: 200 },
    );
  });
});
