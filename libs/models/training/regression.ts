import { fail, ok, type Problem, type Result } from '#kernel';
import { columnMeans, encode, fitEncoder, fitLinear, profilesOf, rowsOf, type Encoder, type FeatureMatrix, type LinearFit } from '#analytics';
import { bandsOf, type Trained } from './outcome.js';
import { unpack, type PackedTable } from './packed.js';

export interface RegressionTask {
  readonly kind: 'regression';
  readonly table: PackedTable;
  readonly y: Float64Array;
  readonly heldOut: Uint8Array;
  readonly later: readonly string[];
  readonly keepLeaks: readonly string[];
}

const LEAST = 100;

/** A number estimated by ridge regression (penalty 1); checked on the held-out rows. */
export function trainRegression(task: RegressionTask): Result<Trained, Problem[]> {
  if (task.table.rows < LEAST) return tooFew(task.table.rows);
  const left = new Set(task.later.filter((name) => !task.keepLeaks.includes(name)));
  const whole = unpack(task.table);
  const table = { ...whole, columns: whole.columns.filter(({ name }) => !left.has(name)) };
  const rows = Array.from(task.heldOut, (_, i) => i);
  const [inside, outside] = [rows.filter((i) => task.heldOut[i] !== 1), rows.filter((i) => task.heldOut[i] === 1)];
  const [train, test] = [rowsOf(table, inside), rowsOf(table, outside)];
  const encoder = fitEncoder(train);
  if (!encoder.ok) return encoder;
  const x = encode(encoder.value, train);
  const y = Float64Array.from(inside, (i) => task.y[i] as number);
  const fit = fitLinear(x, y, { l2: 1 });
  if (!fit.ok) return fit;
  const actual = Float64Array.from(outside, (i) => task.y[i] as number);
  const guessed = linearEstimates(fit.value, encode(encoder.value, test));
  const metrics = errorsOf(guessed, actual, y.reduce((a, b) => a + b, 0) / y.length);
  return ok({
    method: 'linear',
    fitted: { kind: 'regression', encoder: encoder.value, fit: fit.value, average: averageOf(fit.value, encoder.value, x), profiles: profilesOf(train) },
    metrics: { kind: 'regression', ...metrics },
    checked: { measure: 'r-squared', value: metrics.rSquared, n: metrics.n },
    bands: bandsOf(guessed),
    scoreProfile: profilesOf({ rows: guessed.length, columns: [{ name: 'score', values: Array.from(guessed) }] })[0] ?? null,
    tried: [],
    leaks: [...left].map((name) => ({ name, kind: 'later' as const, auc: 0.5, used: false, text: LATER(name) })),
    leftOut: encoder.value.leftOut.map(({ column, why }) => ({ name: column, why })),
    importance: [],
  });
}

const LATER = (name: string) => ({
  en: `"${name}" is filled in only after the decision, so it is left out.`,
  'zh-CN': `“${name}”在决策之后才填写，因此不使用。`,
});

function tooFew(got: number): Result<never, Problem[]> {
  const text = { en: `At least ${LEAST} rows are needed; there are ${got}.`, 'zh-CN': `至少需要 ${LEAST} 行；现有 ${got} 行。` };
  return fail([{ code: 'analysis.too-few', at: '/rows', text, got }]);
}

/** The estimate of each encoded row. */
export function linearEstimates(fit: LinearFit, x: FeatureMatrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) =>
    fit.weights.reduce((sum, weight, j) => sum + weight * (x.data[i * x.cols + j] as number), fit.intercept),
  );
}

/** What each column adds on average: reasons are told against it. */
function averageOf(fit: LinearFit, encoder: Encoder, x: FeatureMatrix): Record<string, number> {
  const means = columnMeans(x);
  const sums: Record<string, number> = {};
  encoder.features.forEach(({ column }, j) => (sums[column] = (sums[column] ?? 0) + (fit.weights[j] as number) * (means[j] as number)));
  return sums;
}

function errorsOf(guessed: Float64Array, actual: Float64Array, mean: number) {
  const n = actual.length;
  const sum = (of: (i: number) => number): number => actual.reduce((total, _, i) => total + of(i), 0);
  const at = (i: number): [number, number] => [guessed[i] as number, actual[i] as number];
  const squares = sum((i) => (at(i)[0] - at(i)[1]) ** 2);
  const spread = sum((i) => (at(i)[1] - mean) ** 2);
  return {
    n,
    rSquared: spread > 0 ? 1 - squares / spread : 0,
    rmse: n > 0 ? Math.sqrt(squares / n) : 0,
    meanAbsoluteError: n > 0 ? sum((i) => Math.abs(at(i)[0] - at(i)[1])) / n : 0,
    meanAbsoluteErrorOfMean: n > 0 ? sum((i) => Math.abs(mean - at(i)[1])) / n : 0,
  };
}
