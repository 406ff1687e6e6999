/** Numbers row by row: element (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** The non-zero elements of a matrix: those of row i are at `start[i]` to `start[i + 1] - 1`. */
export interface SparseRows {
  readonly rows: number;
  readonly cols: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/** The same numbers without the zeros; a one-hot table is mostly zeros. */
export function sparseRows({ rows, cols, data }: Matrix): SparseRows {
  let filled = 0;
  for (const value of data) if (value !== 0) filled += 1;
  const start = new Int32Array(rows + 1);
  const column = new Int32Array(filled);
  const values = new Float64Array(filled);
  let next = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j] as number;
      if (value === 0) continue;
      column[next] = j;
      values[next] = value;
      next += 1;
    }
    start[i + 1] = next;
  }
  return { rows, cols, start, column, value: values };
}

/** `intercept + row · weights` of each row. */
export function linearValues(x: SparseRows, weights: ArrayLike<number>, intercept: number): Float64Array {
  const out = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let sum = intercept;
    const end = x.start[i + 1] as number;
    for (let k = x.start[i] as number; k < end; k++) sum += (x.value[k] as number) * (weights[x.column[k] as number] as number);
    out[i] = sum;
  }
  return out;
}

/** Mean of each column over all rows; zeros for no rows. */
export function columnMeans({ rows, cols, data }: Matrix): Float64Array {
  const means = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) means[j] = (means[j] as number) + (data[i * cols + j] as number) / rows;
  return means;
}

/** A matrix out of rows of equal length. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  return { rows: rows.length, cols, data: Float64Array.from(rows.flat()) };
}
