import type { Json } from '#kernel';
import type { Cell } from './cells.js';

/**
 * One wish about a table. A recipe is a list of them, plain JSON: written by a person, fitted to a table once,
 * and replayed on new rows with what was learned then (the median of the training rows, not of the new ones).
 */
export type CleaningStep =
  /** Texts become numbers; what cannot be read, or is larger than 1e100, becomes missing and is counted. */
  | { readonly kind: 'as-number'; readonly columns: readonly string[]; readonly alsoMissing?: readonly string[] }
  | { readonly kind: 'drop-columns'; readonly columns: readonly string[] }
  /** Rows with a missing cell in any of the columns go. */
  | { readonly kind: 'drop-missing'; readonly columns: readonly string[]; readonly alsoMissing?: readonly string[] }
  | { readonly kind: 'fill'; readonly columns: readonly string[]; readonly by: 'median' | 'mode'; readonly alsoMissing?: readonly string[] }
  | { readonly kind: 'fill-constant'; readonly columns: readonly string[]; readonly value: string | number | boolean; readonly alsoMissing?: readonly string[] }
  /** `min-max` to 0..1; `z-score` by mean and population deviation. A constant column becomes 0. */
  | { readonly kind: 'scale'; readonly columns: readonly string[]; readonly by: 'min-max' | 'z-score' }
  /** Values outside of the two quantiles (0 to 1) are set to them. */
  | { readonly kind: 'winsorise'; readonly columns: readonly string[]; readonly low: number; readonly high: number }
  /** Outside of the fences of Tukey, `factor` quartile distances away (1.5): rows go, values are cut, or a column `<name>_outlier` of 0 and 1 says so. */
  | { readonly kind: 'outliers'; readonly columns: readonly string[]; readonly factor: number; readonly action: 'drop' | 'clip' | 'mark' };

export type CleaningRecipe = readonly CleaningStep[];

/** What is done to one column, with the numbers learned; plain JSON, the whole of what a replay needs. */
export type FittedStep =
  | { readonly kind: 'as-number'; readonly column: string; readonly alsoMissing: readonly string[] }
  | { readonly kind: 'drop-column'; readonly column: string }
  | { readonly kind: 'drop-missing'; readonly column: string; readonly alsoMissing: readonly string[] }
  | { readonly kind: 'fill'; readonly column: string; readonly value: Cell; readonly alsoMissing: readonly string[] }
  /** x becomes (x - minus) / over. */
  | { readonly kind: 'scale'; readonly column: string; readonly minus: number; readonly over: number }
  | { readonly kind: 'clip' | 'drop-outside' | 'mark-outside'; readonly column: string; readonly low: number; readonly high: number };

/** What a step did to the rows at hand. */
export interface StepReport {
  readonly step: FittedStep;
  /** Cells changed, or rows dropped. */
  readonly affected: number;
  /** Of `as-number`: up to five cells that could not be read. */
  readonly examples: readonly Json[];
}
