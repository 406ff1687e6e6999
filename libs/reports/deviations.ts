import type { ChartMoves } from './chart.js';
import type { Tally } from './tally.js';

export const deviationKey = ({ kind, from, to }: { readonly kind: string; readonly from: string | null; readonly to: string | null }): string =>
  `${kind}:${from ?? ''}→${to ?? ''}`;

/** The runs behind the figures of conformance, by the same rules as `chartConformance`: begin, moves between stages, end. */
export class ConformanceRuns {
  private readonly known: ReadonlySet<string>;
  private readonly allowed: ReadonlySet<string>;

  constructor(
    private readonly tally: Tally,
    private readonly chart: ChartMoves,
  ) {
    const { initial, final, moves } = chart;
    this.known = new Set([...initial, ...final, ...moves.flatMap(({ from, to }) => [from, to])]);
    this.allowed = new Set(moves.map(({ from, to }) => moveKey(from, to)));
  }

  add(run: number, { way, isOpen }: { readonly way: readonly string[]; readonly isOpen: boolean }): void {
    const kindOf = (kind: string, to: string): string => (this.known.has(to) ? kind : 'unknown-state');
    const found: string[] = [];
    const [first = '', last = ''] = [way[0], way.at(-1)];
    if (!this.chart.initial.includes(first)) found.push(deviationKey({ kind: kindOf('start', first), from: null, to: first }));
    for (const [i, to] of way.entries()) {
      const from = way[i - 1];
      if (from === undefined || from === to || this.allowed.has(moveKey(from, to))) continue;
      found.push(deviationKey({ kind: kindOf('move', to), from, to }));
    }
    if (!isOpen && !this.chart.final.includes(last)) found.push(deviationKey({ kind: 'unfinished', from: last, to: null }));
    for (const key of found) this.tally.add(key, 'count', run);
    if (found.length === 0) this.tally.add('', 'fitting', run);
  }
}

const moveKey = (from: string, to: string): string => `${from}\u0000${to}`;
