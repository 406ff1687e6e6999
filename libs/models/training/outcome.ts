import type { Bands, Checked, Fitted, Metrics, Report } from '../model.js';

/** What a training task gives back: what was learned, and what the report tells of it. Plain JSON. */
export interface Trained {
  readonly method: string;
  readonly fitted: Fitted;
  readonly metrics: Metrics;
  readonly checked: Checked | null;
  readonly bands: Bands;
  readonly scoreProfile: Report['scoreProfile'];
  readonly tried: Report['tried'];
  readonly leaks: Report['leaks'];
  readonly leftOut: Report['leftOut'];
  readonly importance: readonly { readonly column: string; readonly drop: number; readonly sd: number }[];
}

/** Cut points: the highest fifth is high, the two fifths below it medium. */
export function bandsOf(scores: ArrayLike<number>): Bands {
  const ascending = Float64Array.from(scores).sort();
  const at = (share: number): number => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
  return { medium: at(0.4), high: at(0.8) };
}

export const bandOf = (score: number, { medium, high }: Bands): 'low' | 'medium' | 'high' => (score >= high ? 'high' : score >= medium ? 'medium' : 'low');
