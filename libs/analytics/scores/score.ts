import { encode } from '../features/encoder.js';
import { tableOf, type Cell, type Table } from '../features/table.js';
import { columnParts, rawScores, toProbabilities } from './fitted.js';
import { strongestReasons, type Reason, type Wording } from './reasons.js';
import type { ScoreModel } from './train.js';

const CHUNK = 4096;

/** Probability of each row, in [0, 1]; never NaN, whatever the cells hold. Memory stays at one chunk of 4,096 encoded rows. */
export function scoreTable(model: ScoreModel, table: Table): Float64Array {
  const out = new Float64Array(table.rows);
  for (let from = 0; from < table.rows; from += CHUNK) {
    const x = encode(model.encoder, table, from, Math.min(table.rows, from + CHUNK));
    out.set(toProbabilities(model.fit, rawScores(model.fit, x), model.calibration), from);
  }
  return out;
}

export interface RecordScore {
  /** In [0, 1]. */
  readonly p: number;
  readonly reasons: readonly Reason[];
}

/** The probability of one record and its strongest reasons against the average record of the training rows. */
export function scoreRecord(model: ScoreModel, record: Readonly<Record<string, Cell>>, wording: Wording = {}): RecordScore {
  const names = [...new Set(model.encoder.features.map(({ column }) => column))];
  const x = encode(model.encoder, tableOf([record], names));
  const parts = columnParts(model.fit, model.encoder, x, 0);
  for (const [column, part] of parts) parts.set(column, part - (model.average[column] ?? 0));
  const p = toProbabilities(model.fit, rawScores(model.fit, x), model.calibration)[0] as number;
  return { p, reasons: strongestReasons(parts, record, model.profiles, { blanks: model.encoder.blanks, ...wording }) };
}
