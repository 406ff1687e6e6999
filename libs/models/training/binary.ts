import { ok, type Result, type Problem } from '#kernel';
import { profilesOf, rowsOf, scoreTable, trainScore, type FeatureTable, type ScoreMethod, type ScoreModel } from '#analytics';
import { bandsOf, type Trained } from './outcome.js';
import { unpack, type PackedTable } from './packed.js';

/** Input of one method's training; several methods are trained one after the other on the same table. */
export interface BinaryTask {
  readonly kind: 'binary';
  readonly table: PackedTable;
  /** 0 or 1 a row. */
  readonly y: Uint8Array;
  /** 1 = held out for the check. */
  readonly heldOut: Uint8Array;
  readonly methods: readonly ScoreMethod[];
  readonly later: readonly string[];
  readonly keepLeaks: readonly string[];
  readonly seed: number;
}

/** Methods whose scores are not chances by themselves. */
const CALIBRATED: ReadonlySet<ScoreMethod> = new Set(['naive-bayes', 'tree', 'forest', 'network']);

/** Trains each method and keeps the one with the least log loss on the held-out rows. */
export function trainBinary(task: BinaryTask, onProgress: (done: number) => void): Result<Trained, Problem[]> {
  const table = unpack(task.table);
  const models: ScoreModel[] = [];
  let refused: Problem[] = [];
  for (const [i, method] of task.methods.entries()) {
    const model = trainScore(table, task.y, {
      seed: task.seed,
      method,
      heldOut: task.heldOut,
      later: task.later,
      keepLeaks: task.keepLeaks,
      calibrate: CALIBRATED.has(method) ? 'platt' : 'none',
    });
    if (model.ok) models.push(model.value);
    else refused = model.error;
    onProgress((i + 1) / task.methods.length);
  }
  const [best] = models.sort((a, b) => a.report.heldOut.logLoss - b.report.heldOut.logLoss);
  return best ? ok(told(best, models, heldRows(table, task.heldOut))) : { ok: false, error: refused };
}

const heldRows = (table: FeatureTable, heldOut: Uint8Array): FeatureTable =>
  rowsOf(
    table,
    Array.from(heldOut, (_, i) => i).filter((i) => heldOut[i] === 1),
  );

function told(best: ScoreModel, models: readonly ScoreModel[], held: FeatureTable): Trained {
  const scores = scoreTable(best, held);
  const { report } = best;
  return {
    method: best.method,
    fitted: best,
    metrics: { kind: 'binary', ...report.heldOut },
    checked: { measure: 'auc', value: report.heldOut.auc, n: report.heldOut.n },
    bands: bandsOf(scores),
    scoreProfile: profilesOf({ rows: scores.length, columns: [{ name: 'score', values: Array.from(scores) }] })[0] ?? null,
    tried: models.map(({ method, report: { heldOut } }) => ({ method, auc: heldOut.auc, logLoss: heldOut.logLoss, brier: heldOut.brier })),
    leaks: report.leaks.map(({ column, ...leak }) => ({ name: column, ...leak })),
    leftOut: report.leftOut.map(({ column, why }) => ({ name: column, why })),
    importance: report.importance,
  };
}
