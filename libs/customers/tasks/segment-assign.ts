import { assignSegments, replayRecipe, type Answer } from '#analytics';
import { ok } from '#kernel';
import { numbersOfTable, tableOf, type NumberRows } from './segment-table.js';
import type { KeptModel } from './segments.js';

/** Segment of each row by a model found before; -1 is noise, -2 a row that was left out for a missing number. */
export function assignToSegments({ rows, model }: { readonly rows: NumberRows; readonly model: KeptModel }): Answer<Int32Array> {
  const count = rows.values.length / Math.max(1, rows.columns.length);
  const labels = new Int32Array(count).fill(-2);
  if (count === 0) return ok(labels);
  const table = tableOf(rows, model.how.logColumns);
  if (model.kind === 'k-means') {
    const found = assignSegments(model.segments, table);
    if (!found.ok) return found;
    for (const { row, segment } of found.value) labels[row] = segment;
    return ok(labels);
  }
  const cleaned = replayRecipe(model.fitted, table);
  if (!cleaned.ok) return cleaned;
  const values = numbersOfTable(cleaned.value.table, rows.columns);
  cleaned.value.kept.forEach((row, i) => {
    labels[row] = nearestCore(model, values.subarray(i * rows.columns.length, (i + 1) * rows.columns.length));
  });
  return ok(labels);
}

function nearestCore({ core, labels, how }: Extract<KeptModel, { kind: 'dbscan' }>, row: Float64Array): number {
  let [best, label] = [how.eps * how.eps, -1];
  core.forEach((point, i) => {
    const square = point.reduce((sum, value, c) => sum + (value - (row[c] as number)) ** 2, 0);
    if (square <= best) [best, label] = [square, labels[i] as number];
  });
  return label;
}
