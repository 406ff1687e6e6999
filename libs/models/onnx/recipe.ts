import type { FeatureCell } from '#analytics';

/** One element of an imported model's input. */
export interface OnnxColumn {
  readonly feature: string;
  /** 1 where the feature has this value, else 0. */
  readonly level?: string | undefined;
  readonly mean?: number | undefined;
  readonly scale?: number | undefined;
  /** Stands where the value is missing; 0. */
  readonly missing?: number | undefined;
}

/** How a record becomes the input of an imported model, and which number of its output is the score. */
export interface OnnxRecipe {
  readonly input: string;
  readonly output: string;
  readonly columns: readonly OnnxColumn[];
  /** Element of the output; the last where null. */
  readonly at: number | null;
}

/** The input row; never NaN. */
export function onnxRow(columns: readonly OnnxColumn[], values: Readonly<Record<string, FeatureCell>>): Float32Array {
  return Float32Array.from(columns, ({ feature, level, mean = 0, scale = 1, missing = 0 }) => {
    const cell = values[feature] ?? null;
    if (level !== undefined) return cell !== null && String(cell) === level ? 1 : 0;
    const number = typeof cell === 'number' ? cell : typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : NaN;
    return Number.isFinite(number) ? (number - mean) / scale : missing;
  });
}
