import { ok } from '#kernel';
import { encode, fitEncoder, type Encoder, type EncoderOptions, type LeftOut } from '../features/encoder.js';
import type { Matrix } from '../features/matrix.js';
import type { Table } from '../features/table.js';
import type { Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { fitIsotonic, fitPlatt, type Calibration } from './calibration.js';
import { profilesOf, type Profile } from './drift.js';
import { columnParts, fitMethod, rawScores, toProbabilities, type Fitted, type ScoreMethod } from './fitted.js';
import { splitRows, type Folds, type SplitOptions } from './folds.js';
import type { Leak } from './leaks.js';
import { binaryMetrics, type BinaryMetrics } from './metrics.js';
import { permutationImportance, type Importance } from './permutation.js';

export interface TrainOptions extends EncoderOptions, SplitOptions {
  /** `logistic` by default. */
  readonly method?: ScoreMethod;
  /** How raw scores become probabilities, learned by three-fold cross-fitting on the training rows; `none` by default, `platt` for an SVM, whose margins are no probabilities. */
  readonly calibrate?: 'none' | 'platt' | 'isotonic';
  /** Permutation importance costs a scoring of the held-out rows a column and repeat; 0 leaves it out, 3 by default. */
  readonly importanceRepeats?: number;
}

/** A binary score: everything that scoring and its explanation need, and how it was checked. Plain JSON. */
export interface ScoreModel {
  readonly kind: 'score-model';
  readonly method: ScoreMethod;
  readonly encoder: Encoder;
  readonly fit: Fitted;
  readonly calibration?: Calibration;
  /** Mean part of each column over the training rows: reasons are told against it. */
  readonly average: Readonly<Record<string, number>>;
  readonly profiles: readonly Profile[];
  readonly report: TrainReport;
}

export interface TrainReport {
  readonly seed: number;
  readonly trained: { readonly n: number; readonly positives: number };
  /** On the held-out rows alone. */
  readonly heldOut: BinaryMetrics;
  readonly leaks: readonly (Leak & { readonly used: boolean })[];
  readonly leftOut: readonly LeftOut[];
  readonly importance: readonly Importance[];
}

/**
 * Trains and checks a binary score. `y`: 0 or 1 a row of `table`. Leaks found on the training rows are named and left out; the encoder, the model and its calibration see the training rows only.
 * Errors: `analysis.too-few` when a class has fewer than `minPerClass` rows (fall back to a rule then), `analysis.one-class` when the held-out rows have one class, and those of `fitEncoder`.
 */
export function trainScore(table: Table, y: ArrayLike<number>, options: TrainOptions): Answer<ScoreModel> {
  const folds = splitRows(table, y, options);
  return folds.ok ? fitAndCheck(folds.value, options) : folds;
}

function fitAndCheck({ train, yTrain, test, yTest, leaks }: Folds, options: TrainOptions): Answer<ScoreModel> {
  const encoder = fitEncoder(train, options);
  if (!encoder.ok) return encoder;
  const x = encode(encoder.value, train);
  const method = options.method ?? 'logistic';
  const fit = fitMethod(method, x, yTrain, encoder.value, options.seed);
  if (!fit.ok) return fit;
  const calibration = calibrate(method, x, yTrain, encoder.value, options);
  if (!calibration.ok) return calibration;
  const held = encode(encoder.value, test);
  const chance = (m: Matrix): Float64Array => toProbabilities(fit.value, rawScores(fit.value, m), calibration.value);
  const metrics = binaryMetrics(chance(held), yTest);
  if (!metrics.ok) return metrics;
  const repeats = options.importanceRepeats ?? 3;
  const importance = repeats > 0 ? permutationImportance(chance, held, yTest, encoder.value, { seed: options.seed, repeats }) : [];
  return ok({
    kind: 'score-model',
    method,
    encoder: encoder.value,
    fit: fit.value,
    ...(calibration.value ? { calibration: calibration.value } : {}),
    average: averageParts(fit.value, encoder.value, x),
    profiles: profilesOf(train, options.blanks),
    report: {
      seed: options.seed,
      trained: { n: train.rows, positives: yTrain.reduce((a, b) => a + b, 0) },
      heldOut: metrics.value,
      leaks,
      leftOut: encoder.value.leftOut,
      importance,
    },
  });
}

const CROSS_FOLDS = 3;

/** Learns the calibration on scores that their own rows had no part in. */
function calibrate(method: ScoreMethod, x: Matrix, y: Float64Array, encoder: Encoder, options: TrainOptions): Answer<Calibration | undefined> {
  const how = method === 'svm' && options.calibrate !== 'isotonic' ? 'platt' : (options.calibrate ?? 'none');
  if (how === 'none') return ok(undefined);
  const random = seededRandom(options.seed);
  const fold = Array.from({ length: x.rows }, () => random.below(CROSS_FOLDS));
  const raw = new Float64Array(x.rows);
  for (let k = 0; k < CROSS_FOLDS; k++) {
    const [inside, outside] = [fold.flatMap((f, i) => (f === k ? [] : [i])), fold.flatMap((f, i) => (f === k ? [i] : []))];
    const fit = fitMethod(
      method,
      pickRows(x, inside),
      inside.map((i) => y[i] as number),
      encoder,
      options.seed,
    );
    if (!fit.ok) return fit;
    rawScores(fit.value, pickRows(x, outside)).forEach((score, n) => (raw[outside[n] as number] = score));
  }
  return how === 'platt' ? fitPlatt(raw, y) : fitIsotonic(raw, y);
}

function pickRows(x: Matrix, rows: readonly number[]): Matrix {
  const data = new Float64Array(rows.length * x.cols);
  rows.forEach((row, i) => data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols));
  return { rows: rows.length, cols: x.cols, data };
}

/** Over about 2,000 rows (200 for a network), evenly spread; the parts of trees have a mean near 0 already. */
function averageParts(fit: Fitted, encoder: Encoder, x: Matrix): Record<string, number> {
  const sums = new Map<string, number>(encoder.features.map(({ column }) => [column, 0]));
  if (fit.kind === 'forest' || fit.kind === 'boosted') return Object.fromEntries(sums);
  const stride = Math.max(1, Math.floor(x.rows / (fit.kind === 'network' ? 200 : 2000)));
  let n = 0;
  for (let i = 0; i < x.rows; i += stride, n++) for (const [column, part] of columnParts(fit, encoder, x, i)) sums.set(column, (sums.get(column) ?? 0) + part);
  return Object.fromEntries([...sums].map(([column, sum]) => [column, sum / n]));
}
