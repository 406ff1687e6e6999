import type { StateDocument } from '../definition/index.js';
import type { Chart } from './play.js';

export const EVENTS = ['x', 'y', 'z'];

/** Random charts: three levels, compound and parallel, history, transitions anywhere. */
export const randomChart = (seed: readonly number[]): Chart => {
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
    return {
      initial: keys[next(keys.length)] ?? '',
      states: next(3) === 0 ? { ...states, [`${prefix}h`]: { type: 'history', history: next(2) ? 'deep' : 'shallow' } } : states,
    };
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
