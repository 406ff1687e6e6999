import type { StateId } from '../definition/index.js';
import type { VerifyContext } from './context.js';

/** States that some chain of possible transitions leads to, whatever else is active: never too few. */
export function structurallyReachable(context: VerifyContext): ReadonlySet<StateId> {
  const { chart } = context;
  const reached = new Set<number>();
  const pending: number[] = [0];
  const reach = (n: number): void => {
    for (const above of chart.upwards(n)) {
      if (reached.has(above)) continue;
      reached.add(above);
      pending.push(above);
    }
  };
  reached.add(0);
  for (let n = pending.pop(); n !== undefined; n = pending.pop()) {
    const node = chart.at(n);
    const within = node.state.kind === 'parallel' ? node.children : node.initial;
    const after = node.ways.filter((way) => context.isPossible(way)).flatMap((way) => way.targets);
    for (const next of [...within, ...node.fallback, ...after]) reach(next);
    if (node.state.kind === 'history' && node.fallback.length === 0) reach(node.parent);
  }
  return new Set([...reached].map((n) => chart.at(n).state.id));
}
