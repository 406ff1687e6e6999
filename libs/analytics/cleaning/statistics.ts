/** Sorted ascending, as typed array. */
export const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/** The q-quantile, 0 to 1, of ascending values by linear interpolation: type 7 of Hyndman and Fan 1996, the default of R and NumPy. Needs one value. */
export function quantile(ascending: ArrayLike<number>, q: number): number {
  const at = (ascending.length - 1) * q;
  const below = Math.floor(at);
  const low = ascending[below] ?? 0;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? low;
  return low + (high - low) * (at - below);
}

export const median = (values: ArrayLike<number>): number => quantile(sorted(values), 0.5);

/** Mean and population standard deviation (divided by n), in two passes. Needs one value. */
export function meanAndDeviation(values: ArrayLike<number>): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += ((values[i] ?? 0) - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  // A column of one value has deviation 0, whatever rounding says about its mean.
  return { mean, deviation: deviation <= Math.abs(mean) * 1e-13 ? 0 : deviation };
}

/** The most frequent value; of several the one seen first. Needs one value. */
export function mode<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  let most = 0;
  for (const [value, count] of counts) {
    if (count <= most) continue;
    best = value;
    most = count;
  }
  return best;
}

/** Fences of Tukey: `factor` quartile distances (1.5 as usual) outside of the first and third quartile. Needs one value. */
export function fences(values: ArrayLike<number>, factor: number): { readonly low: number; readonly high: number } {
  const ascending = sorted(values);
  const [q1, q3] = [quantile(ascending, 0.25), quantile(ascending, 0.75)];
  return { low: q1 - factor * (q3 - q1), high: q3 + factor * (q3 - q1) };
}
