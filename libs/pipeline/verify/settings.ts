import type { StateId } from '../definition/index.js';
import type { VerifyContext } from './context.js';
import { consequencesOf } from './effects-of.js';

/**
 * For every state, the data paths that something may have set by the time the state is active: any action on any way
 * to it, and attached rules wherever they act. Never too few; with a cut exploration every path that is set anywhere.
 */
export function setBefore(context: VerifyContext): (state: StateId) => ReadonlySet<string> {
  const { exploration, chart, definition } = context;
  const anywhere = consequencesOf(context.actions, definition.key).sets;
  if (exploration.cut) return () => anywhere;
  const pathsOfStates = chart.nodes.map(({ state }) => ({
    entry: consequencesOf(state.entry, definition.key).sets,
    exit: consequencesOf(state.exit, definition.key).sets,
  }));
  const byRules = consequencesOf(
    context.rules.flatMap((rule) => rule.do),
    definition.key,
  ).sets;
  const sets = exploration.configurations.map(() => new Set(byRules));
  const add = (n: number, paths: Iterable<string>): boolean => {
    const before = sets[n]?.size;
    for (const path of paths) sets[n]?.add(path);
    return sets[n]?.size !== before;
  };
  add(
    0,
    exploration.started.flatMap((n) => [...(pathsOfStates[n]?.entry ?? [])]),
  );
  const edges = exploration.edges.map(({ from, to, ways, entered, exited }) => ({
    from,
    to,
    own: [
      ...exited.flatMap((n) => [...(pathsOfStates[n]?.exit ?? [])]),
      ...ways.flatMap((w) => [...consequencesOf(w.transition.actions, definition.key).sets]),
      ...entered.flatMap((n) => [...(pathsOfStates[n]?.entry ?? [])]),
    ],
  }));
  for (let again = true; again;) {
    again = false;
    for (const { from, to, own } of edges) again = add(to, [...(sets[from] ?? []), ...own]) || again;
  }
  const byState = new Map<StateId, Set<string>>();
  exploration.configurations.forEach(({ active }, n) => {
    for (const a of active) {
      const { id } = chart.at(a).state;
      const known = byState.get(id) ?? new Set<string>();
      for (const path of sets[n] ?? []) known.add(path);
      byState.set(id, known);
    }
  });
  return (state) => byState.get(state) ?? anywhere;
}
