/** Days between purchases taken for a customer of whom no rhythm is known, where nobody's is. */
const USUAL_GAP_DAYS = 90;

/**
 * Chance that a customer still is one, by the own rhythm: certain up to the mean gap between purchases, then falling by
 * a factor of e for each further gap: exp(1 - recency / gap). A rule of thumb for when there are too few customers for BG/NBD.
 */
export const aliveByRhythm = (recencyDays: number, gapDays: number): number => {
  const gap = Math.max(1, gapDays > 0 ? gapDays : USUAL_GAP_DAYS);
  return recencyDays <= gap ? 1 : Math.exp(1 - recencyDays / gap);
};

/** Median of the known gaps; 90 days where there is none. */
export function usualGap(gaps: readonly number[]): number {
  const known = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  return known.length === 0 ? USUAL_GAP_DAYS : (known[Math.floor((known.length - 1) / 2)] as number);
}
