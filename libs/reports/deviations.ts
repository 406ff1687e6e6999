import type { ChartMoves } from './chart.js';
import type { Tally } from './tally.js';

export const deviationKey = ({ kind, from, to }: { readonly kind: string; readonly from: string | null; readonly to: string | null }): string =>
  `${kind}:${from ?? ''}→${to ?? ''}`;

/** The runs behind the figures of conformance, by the same rules as `chartConformance`: begin, moves between stages, end. */
export function addConformance(
  tally: Tally,
  run: number,
  { way, isOpen }: { readonly way: readonly string[]; readonly isOpen: boolean },
  { initial, final, moves }: ChartMoves,
): void {
  const known = new Set([...initial, ...final, ...moves.flatMap(({ from, to }) => [from, to])]);
  const kindOf = (kind: string, to: string): string => (known.has(to) ? kind : 'unknown-state');
  const found: string[] = [];
  const [first = '', last = ''] = [way[0], way.at(-1)];
  if (!initial.includes(first)) found.push(deviationKey({ kind: kindOf('start', first), from: null, to: first }));
  for (const [i, to] of way.entries()) {
    const from = way[i - 1];
    if (from === undefined || from === to || moves.some((move) => move.from === from && move.to === to)) continue;
    found.push(deviationKey({ kind: kindOf('move', to), from, to }));
  }
  if (!isOpen && !final.includes(last)) found.push(deviationKey({ kind: 'unfinished', from: last, to: null }));
  for (const key of found) tally.add(key, 'count', run);
  if (found.length === 0) tally.add('', 'fitting', run);
}
