import type { Encoder } from '../features/encoder.js';
import { linearValues, sparseRows, type Matrix } from '../features/matrix.js';
import { badOption, type Answer } from '../problem.js';
import { boostedScores, fitBoosted, type BoostedFit } from '../trees/boosted.js';
import { fitCart, fitForest, forestScores, type ForestFit } from '../trees/forest.js';
import { addShap } from '../trees/tree-shap.js';
import { calibrated, type Calibration } from './calibration.js';
import { fitLogistic, sigmoid, type LogisticFit } from './logistic.js';
import { fitLinearSvm, svmScores, type SvmFit } from './linear-svm.js';
import { fitNaiveBayes, naiveBayesParts, type NaiveBayesFit } from './naive-bayes.js';
import { fitNetwork, networkParts, networkScores, type NetworkFit } from './network.js';

/** A trained binary model; plain JSON. */
export type Fitted = LogisticFit | NaiveBayesFit | ForestFit | BoostedFit | SvmFit | NetworkFit;

export const SCORE_METHODS = ['logistic', 'naive-bayes', 'tree', 'forest', 'boosted', 'svm', 'network'] as const;
export type ScoreMethod = (typeof SCORE_METHODS)[number];

type Fit = (x: Matrix, y: ArrayLike<number>, encoder: Encoder, seed: number) => Answer<Fitted>;

const FITS: Record<ScoreMethod, Fit> = {
  logistic: (x, y) => fitLogistic(x, y),
  'naive-bayes': fitNaiveBayes,
  tree: (x, y) => fitCart(x, y),
  forest: (x, y, _encoder, seed) => fitForest(x, y, { seed }),
  boosted: (x, y, _encoder, seed) => fitBoosted(x, y, { seed }),
  svm: (x, y, _encoder, seed) => fitLinearSvm(x, y, { seed }),
  network: (x, y, _encoder, seed) => fitNetwork(x, y, { seed }),
};

/** Trains one method; `x` comes from `encoder`, `y` is 0 or 1 a row. Errors: `analysis.option` for a method that is not there, and those of the method. */
export function fitMethod(method: ScoreMethod, x: Matrix, y: ArrayLike<number>, encoder: Encoder, seed: number): Answer<Fitted> {
  if (!Object.hasOwn(FITS, method))
    return badOption('/method', `The method is one of ${SCORE_METHODS.join(', ')}.`, `方法必须是 ${SCORE_METHODS.join('、')} 之一。`, method);
  return FITS[method](x, y, encoder, seed);
}

/** Raw scores a row: log-odds, except for a forest, which gives probabilities, and an SVM, which gives margins. */
export function rawScores(fit: Fitted, x: Matrix): Float64Array {
  switch (fit.kind) {
    case 'logistic':
      return linearValues(sparseRows(x), fit.weights, fit.intercept);
    case 'naive-bayes':
      return Float64Array.from({ length: x.rows }, (_, i) => naiveBayesParts(fit, x, i).reduce((sum, part) => sum + part, fit.prior));
    case 'forest':
      return forestScores(fit, x);
    case 'boosted':
      return boostedScores(fit, x);
    case 'svm':
      return svmScores(fit, x);
    case 'network':
      return networkScores(fit, x);
  }
}

/** Probabilities out of raw scores: by the calibration, else as the method means them. */
export function toProbabilities(fit: Fitted, raw: Float64Array, calibration?: Calibration): Float64Array {
  if (calibration) return raw.map((score) => calibrated(calibration, score));
  return fit.kind === 'forest' ? raw.map((p) => Math.min(1, Math.max(0, p))) : raw.map(sigmoid);
}

/** What each feature adds to the raw score of row `i`: exact, trees by TreeSHAP; for a network one feature at a time. */
export function featureParts(fit: Fitted, x: Matrix, i: number): Float64Array {
  const out = new Float64Array(x.cols);
  switch (fit.kind) {
    case 'logistic':
    case 'svm':
      return out.map((_, j) => (fit.weights[j] as number) * (x.data[i * x.cols + j] as number));
    case 'naive-bayes':
      return naiveBayesParts(fit, x, i);
    case 'forest':
      for (const tree of fit.trees) addShap(tree, x.data, i * x.cols, out, 1 / fit.trees.length);
      return out;
    case 'boosted':
      for (const tree of fit.trees) addShap(tree, x.data, i * x.cols, out);
      return out;
    case 'network':
      return networkParts(fit, x, i);
  }
}

/** The parts summed by column. */
export function columnParts(fit: Fitted, encoder: Encoder, x: Matrix, i: number): Map<string, number> {
  const parts = featureParts(fit, x, i);
  const sums = new Map<string, number>();
  encoder.features.forEach(({ column }, j) => sums.set(column, (sums.get(column) ?? 0) + (parts[j] as number)));
  return sums;
}
