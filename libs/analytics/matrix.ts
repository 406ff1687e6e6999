import { ok } from '#kernel';
import { isUsable, notANumber, refuse, tooFew, type Answer } from './problem.js';

/** Numbers by row: value of row r and column c is `values[r * columns + c]`. Made by `matrixOf`, so all are finite and at most 1e100. */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix of rows of one length; refuses no rows, no columns, ragged rows, and whatever is no finite number, with its place. */
export function matrixOf(rows: ArrayLike<ArrayLike<unknown>>): Answer<Matrix> {
  const columns = rows[0]?.length ?? 0;
  if (rows.length === 0) return tooFew('/rows', 1, 0, 'rows', '行');
  if (columns === 0) return tooFew('/rows/0', 1, 0, 'columns', '列');
  const values = new Float64Array(rows.length * columns);
  for (let r = 0; r < rows.length; r += 1) {
    const row = rows[r] as ArrayLike<unknown>;
    if (row.length !== columns)
      return refuse(
        'analysis.shape',
        `/rows/${r}`,
        `This row has ${row.length} values, the first has ${columns}.`,
        `该行有 ${row.length} 个值，首行有 ${columns} 个。`,
      );
    for (let c = 0; c < columns; c += 1) {
      const value = row[c];
      if (!isUsable(value)) return notANumber(`/rows/${r}/${c}`, value);
      values[r * columns + c] = value;
    }
  }
  return ok({ values, rows: rows.length, columns });
}

/** A matrix around numbers that are there already, row by row; not copied, only checked. */
export function matrixAround(values: Float64Array, columns: number): Answer<Matrix> {
  if (!(columns >= 1) || values.length === 0) return tooFew('/values', 1, 0, 'rows', '行');
  if (values.length % columns !== 0)
    return refuse('analysis.shape', '/values', `${values.length} values do not make rows of ${columns}.`, `${values.length} 个值无法排成每行 ${columns} 个。`);
  for (let i = 0; i < values.length; i += 1) if (!isUsable(values[i])) return notANumber(`/rows/${Math.floor(i / columns)}/${i % columns}`, values[i]);
  return ok({ values, rows: values.length / columns, columns });
}

export const rowOf = (matrix: Matrix, row: number): Float64Array => matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns);

/** The rows of these numbers, copied, in this order. */
export function pickRows(matrix: Matrix, picked: ArrayLike<number>): Matrix {
  const values = new Float64Array(picked.length * matrix.columns);
  for (let i = 0; i < picked.length; i += 1) values.set(rowOf(matrix, picked[i] as number), i * matrix.columns);
  return { values, rows: picked.length, columns: matrix.columns };
}

/** Squared Euclidean distance of row `i` of `a` and row `j` of `b`, both of `d` columns. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  const at = i * d;
  const bt = j * d;
  for (let c = 0; c < d; c += 1) {
    const gap = (a[at + c] as number) - (b[bt + c] as number);
    sum += gap * gap;
  }
  return sum;
}
