/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) for -1 < z < 1 by its series (Abramowitz and Stegun 15.1.1), to about 1e-14 where the terms do not cancel.
 * NaN where the series does not settle within 100,000 terms.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 100_000; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) return sum;
  }
  return Number.NaN;
}

/**
 * 2F1(1, b; c; z) for b, c > 0 and 0 <= z < 1 by the continued fraction of Gauss (Abramowitz and Stegun 15.2; Lentz's evaluation),
 * which settles where the series no longer does: some thousand steps at 1 - z = 1e-6.
 */
export function gaussFraction(b: number, c: number, z: number): number {
  let d = 0;
  let ratio = 1;
  let value = 1;
  for (let step = 1; step < 100_000; step += 1) {
    const m = step >> 1;
    const k = step % 2 === 1 ? ((b + m) * (c - 1 + m)) / ((c + 2 * m - 1) * (c + 2 * m)) : (m * (c - b + m - 1)) / ((c + 2 * m - 2) * (c + 2 * m - 1));
    d = 1 / (1 - k * z * d);
    ratio = 1 - (k * z) / ratio;
    value *= d * ratio;
    if (Math.abs(d * ratio - 1) < 1e-15) break;
  }
  return 1 / value;
}
