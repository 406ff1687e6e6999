import type { Cell, Table } from '#analytics';

/** Numbers by row; NaN where a record has none. `values[row * columns.length + c]`. */
export interface NumberRows {
  readonly columns: readonly string[];
  readonly values: Float64Array;
}

/** log(1 + |x|) with the sign of x: amounts over orders of magnitude, returns among them, become comparable. */
const signedLog = (x: number): number => Math.sign(x) * Math.log1p(Math.abs(x));

/** The rows as a table; columns of `logColumns` in logarithms, missing ones as null. */
export function tableOf({ columns, values }: NumberRows, logColumns: readonly string[] = []): Table {
  const rows = values.length / Math.max(1, columns.length);
  return columns.map((name, c) => {
    const isLog = logColumns.includes(name);
    const cells = Array.from({ length: rows }, (_, row): Cell => {
      const value = values[row * columns.length + c] as number;
      if (Number.isNaN(value)) return null;
      return isLog ? signedLog(value) : value;
    });
    return { name, cells };
  });
}

/** Numbers of some rows of a table's columns, NaN where missing. */
export function numbersOfTable(table: Table, names: readonly string[]): Float64Array {
  const rows = table[0]?.cells.length ?? 0;
  const values = new Float64Array(rows * names.length).fill(Number.NaN);
  for (const [c, name] of names.entries()) {
    const cells = table.find((column) => column.name === name)?.cells ?? [];
    for (let row = 0; row < rows; row += 1) if (typeof cells[row] === 'number') values[row * names.length + c] = cells[row] as number;
  }
  return values;
}
