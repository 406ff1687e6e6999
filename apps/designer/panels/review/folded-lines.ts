import type { DiffLine } from '../../document/changes/index.js';

/** Lines that are shown, or how many equal ones are folded. */
export type Folded = { readonly kind: 'line'; readonly line: DiffLine } | { readonly kind: 'fold'; readonly count: number };

/** The differences with some equal lines around them; longer runs of equal lines are folded. */
export function foldedLines(lines: readonly DiffLine[], around = 3): readonly Folded[] {
  const keep = new Set<number>();
  lines.forEach(({ kind }, n) => {
    if (kind !== 'same') for (let at = n - around; at <= n + around; at++) keep.add(at);
  });
  const folded: Folded[] = [];
  let count = 0;
  const close = (): void => {
    if (count > 0) folded.push({ kind: 'fold', count });
    count = 0;
  };
  lines.forEach((line, n) => {
    if (!keep.has(n)) return void (count += 1);
    close();
    folded.push({ kind: 'line', line });
  });
  close();
  return folded;
}
