/**
 * The candidate that `text` most likely meant, or null: spelling distance (insert, delete, replace, swap of neighbours
 * count 1; Damerau 1964, restricted form) of at most a quarter of the length, at least 1. Case and surrounding
 * blanks do not count; ties go to the first. Texts over 100 characters have no nearest.
 */
export function nearest(text: string, candidates: Iterable<string>): string | null {
  const wanted = fold(text);
  if (wanted.length === 0 || wanted.length > 100) return null;
  let best: string | null = null;
  let limit = Math.max(1, Math.floor(wanted.length / 4));
  for (const candidate of candidates) {
    const folded = fold(candidate);
    if (Math.abs(folded.length - wanted.length) > limit) continue;
    const distance = spellingDistance(wanted, folded);
    if (distance > limit || (best !== null && distance === limit)) continue;
    best = candidate;
    limit = distance;
    if (distance === 0) break;
  }
  return best;
}

const fold = (text: string): string => text.trim().toLowerCase();

/** Number of single-letter edits (with swaps of neighbours) from one text to the other. */
export function spellingDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
