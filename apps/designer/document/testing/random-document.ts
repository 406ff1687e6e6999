import type { PipelineDocument, StateDocument } from '#pipeline';
import { kindOf } from '../tree/state-tree.js';
import type { AnyTransition } from '../tree/transitions.js';
import { Dice } from './dice.js';

type States = Record<string, StateDocument>;

/** A document that the parser accepts, with every part of the format: nesting, regions, history, all slots, rules, inputs, layout, notes. */
export function randomDocument(seed: readonly number[]): PipelineDocument {
  const dice = new Dice(seed);
  const names: string[] = [];
  let invokes = 0;
  const states = tree('s', 0);
  const wired = Object.fromEntries(Object.entries(states).map(([key, state]) => [key, wire(state)]));
  return {
    format: 'millrace/1',
    key: 'random',
    object: 'deal',
    title: { en: 'Random' },
    fields: { a: { type: 'text', title: { en: 'A' } }, b: { type: 'number', title: { en: 'B' } } },
    roles: ['sales', 'manager'],
    initial: first(states),
    states: wired,
    layout: Object.fromEntries(names.filter(() => dice.below(2) === 0).map((id, n) => [id, { x: n * 40, y: dice.below(50) * 4, shade: 'x' }])),
    ...(dice.below(2) ? { notes: [{ text: 'hello', x: 0, y: 0 }] } : {}),
  };

  function tree(prefix: string, depth: number): States {
    const count = 2 + dice.below(3);
    return Object.fromEntries(
      Array.from({ length: count }, (_, n) => {
        const key = `${prefix}${n}`;
        const hasId = dice.below(6) === 0;
        names.push(hasId ? `${key}x` : key);
        return [key, { ...(hasId ? { id: `${key}x` } : {}), ...ofKind(key, depth, n) }];
      }),
    );
  }

  function ofKind(key: string, depth: number, n: number): StateDocument {
    const roll = dice.below(depth < 2 ? 8 : 3);
    const about: StateDocument = { title: { en: `Title ${key}` }, ...(roll === 7 ? { stage: true } : {}) };
    if (n > 0 && roll === 1) return { type: 'final', outcome: 'won' };
    if (n > 0 && roll === 2) return { type: 'history', ...(dice.below(2) ? { history: 'deep' } : {}) };
    if (roll === 3 || roll === 4) {
      const inner = tree(`${key}-`, depth + 1);
      return { ...about, initial: first(inner), states: inner };
    }
    if (roll === 5) return { type: 'parallel', ...about, states: tree(`${key}-`, depth + 1) };
    return about;
  }

  function first(inner: States): string {
    const [[key, state] = ['', {}]] = Object.entries(inner);
    return (state as StateDocument).id ?? key;
  }

  function wire(state: StateDocument): StateDocument {
    if (state.type === 'history' || state.type === 'final') return state;
    const inner = state.states ? { states: Object.fromEntries(Object.entries(state.states).map(([key, child]) => [key, wire(child)])) } : {};
    return { ...state, ...parts(kindOf(state) === 'atomic'), ...inner };
  }

  function parts(isAtomic: boolean): StateDocument {
    const on = Object.fromEntries(['go', 'a.b', 'x/y', 'back'].filter(() => dice.below(3) === 0).map((event) => [event, list()]));
    return {
      ...(Object.keys(on).length > 0 ? { on } : {}),
      ...(dice.below(4) === 0 ? { always: { target: target(), when: { in: target() } } } : {}),
      ...(dice.below(4) === 0
        ? {
            after: [
              { in: 'P1D', target: target(), pausedIn: [target()] },
              { in: 'PT2H', actions: [{ do: 'incident.open' }] },
            ],
          }
        : {}),
      ...(dice.below(4) === 0 ? { entry: [{ do: 'note.add', with: { text: 'x', flag: { in: [target()] } }, if: { '!': { in: target() } } }] } : {}),
      ...(dice.below(4) === 0 ? { invoke: { id: `call-${invokes++}`, step: 'approval.ask', with: {}, onDone: target(), onError: [transition(false)] } } : {}),
      ...(dice.below(6) === 0 ? { invoke: [{ id: `call-${invokes++}`, step: 'wait', until: { in: target() }, onDone: [{ target: target() }] }] } : {}),
      ...(!isAtomic && dice.below(2) ? { onDone: target() } : {}),
    };
  }

  function list(): string | AnyTransition | readonly AnyTransition[] {
    const roll = dice.below(3);
    return roll === 0 ? target() : roll === 1 ? transition(true) : [transition(true), transition(true)];
  }

  function transition(isSent: boolean): AnyTransition {
    return {
      ...(dice.below(5) ? { target: target() } : { actions: [{ do: 'raise', with: { event: 'go' } }] }),
      ...(isSent && dice.below(2) ? { requires: ['a'], by: ['sales'] } : {}),
      ...(dice.below(3) === 0 ? { title: { en: 'Go' }, when: { '==': [{ var: 'record.a' }, 'x'] } } : {}),
    };
  }

  function target(): string {
    return dice.one(names) ?? 's0';
  }
}
