import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StateDocument, TransitionDocument } from '../definition/index.js';
import { compiled, Player, type Chart } from '../testing/play.js';
import { EVENTS, randomChart } from '../testing/random-chart.js';
import { fold } from './index.js';

/** Dresses a bare chart: conditions, actions, clocks and invokes here and there. */
function dressed(chart: Chart, seed: readonly number[]): Chart {
  let at = 0;
  let invokes = 0;
  const next = (n: number): number => (seed[at++ % seed.length] ?? 0) % n;
  const transition = (target: string): TransitionDocument => ({
    target,
    ...(next(3) === 0 ? { when: { '>': [{ var: 'record.amount' }, next(4)] } } : {}),
    ...(next(3) === 0 ? { actions: [{ do: 'record.set', with: { amount: next(5) } }] } : {}),
    ...(next(4) === 0 ? { actions: [{ do: 'vars.set', with: { n: { '+': [{ var: 'vars.n' }, 1] } } }] } : {}),
  });
  const dress = (state: StateDocument): StateDocument => {
    if (state.type === 'history') return state;
    const on = Object.fromEntries(Object.entries(state.on ?? {}).map(([event, target]) => [event, transition(target as string)]));
    return {
      ...state,
      on,
      ...(next(3) === 0 ? { after: [{ in: `P${1 + next(3)}D`, actions: [{ do: 'tag.add', with: { tag: 't' } }] }] } : {}),
      ...(next(4) === 0
        ? {
            invoke: {
              id: `i${invokes++}`,
              step: 'http.request',
              with: { url: 'https://example.com' },
              onDone: { actions: [{ do: 'record.set', with: { score: 1 } }] },
            },
          }
        : {}),
      ...(next(4) === 0 ? { entry: [{ do: 'note.add', with: { text: 'at {{record.amount}}' } }] } : {}),
      ...(state.states ? { states: Object.fromEntries(Object.entries(state.states).map(([k, s]) => [k, dress(s)])) } : {}),
    };
  };
  return {
    ...chart,
    vars: { n: { type: 'number', default: 0 } },
    states: Object.fromEntries(Object.entries(chart.states ?? {}).map(([k, s]) => [k, dress(s)])),
  };
}

const rules = [
  { key: 'lvl', on: { changed: ['amount'] }, when: { '>': [{ var: 'record.amount' }, 2] }, do: [{ do: 'record.set', with: { level: 'high' } }] },
  { key: 'idle', on: { idle: 'P2D', in: 'a' }, do: [{ do: 'tag.add', with: { tag: 'idle' } }] },
];

describe('folding', () => {
  it('any journal gives the snapshot, byte for byte, with seq without gaps', () => {
    const step = fc.oneof(
      fc.constantFrom(...EVENTS).map((name) => ({ do: 'send', name }) as const),
      fc.nat(6).map((amount) => ({ do: 'change', amount }) as const),
      fc.constantFrom('PT10H', 'P1D', 'P3D').map((time) => ({ do: 'wait', time }) as const),
      fc.constant({ do: 'answer' } as const),
      fc.constant({ do: 'undo' } as const),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), fc.array(step, { maxLength: 15 }), (seed, steps) => {
        const pipeline = compiled(dressed(randomChart(seed), seed), rules as never);
        const player = new Player(pipeline, { amount: 0 }).start(); // checks the fold after every event
        for (const s of steps) {
          if (player.run.snapshot?.status === 'done') break;
          if (s.do === 'send') player.send(s.name);
          if (s.do === 'change') player.change({ amount: s.amount });
          if (s.do === 'wait') player.wait(s.time);
          const wait = player.run.snapshot?.waits.find((w) => w.kind === 'invoke');
          if (s.do === 'answer' && wait) player.answer(wait.id, { ok: true, output: { x: 1 } });
          if (s.do === 'undo' && player.journal.length > 1 && player.journal.at(-1)?.event.kind === 'sent') player.play({ kind: 'undone' });
        }
        expect(player.journal.map((e) => e.seq)).toEqual(player.journal.map((_, i) => i + 1));
        expect(player.run.seq).toBe(player.journal.length);
      }),
      { numRuns: 150 },
    );
  });

  it('notices a row that was changed', () => {
    const chart: Chart = { initial: 'a', states: { a: { on: { go: { target: 'b', when: { '>': [{ var: 'record.amount' }, 1] } } } }, b: {} } };
    const pipeline = compiled(chart);
    const { journal } = new Player(pipeline, { amount: 2 }).start().send('go');
    const tampered = journal.map((e) => ({ ...e, decisions: [] }));
    expect(() => fold(() => pipeline, tampered)).toThrow(/asks for condition/);
  });
});
