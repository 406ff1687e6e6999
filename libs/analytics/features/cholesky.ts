/**
 * Solves `a x = b` for a symmetric positive definite `a` (n x n, row by row; only the lower half is read, and overwritten).
 * A matrix that is not quite positive definite gets a small amount on its diagonal. Golub & Van Loan, Matrix Computations, 4.2.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(a[i * n + i] as number));
  factorise(a, n, Math.max(largest, 1) * 1e-12);
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (a[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] as number) * (x[k] as number);
    x[i] = sum / (a[i * n + i] as number);
  }
  return x;
}

/** Lower Cholesky factor in place; a pivot below `floor` is raised to it. */
function factorise(a: Float64Array, n: number, floor: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / (a[j * n + j] as number);
    }
  }
}
