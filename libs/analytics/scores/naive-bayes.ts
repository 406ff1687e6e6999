import { ok } from '#kernel';
import type { Encoder } from '../features/encoder.js';
import type { Matrix } from '../features/matrix.js';
import type { Answer } from '../problem.js';
import { checkClasses } from './logistic.js';

/** What one column says: a bell curve a class for numbers, log ratios for levels (`other` where no level holds). */
type Part =
  | { readonly kind: 'number'; readonly at: number; readonly no: Bell; readonly yes: Bell }
  | { readonly kind: 'levels'; readonly at: readonly number[]; readonly ratio: readonly number[]; readonly other: number };

interface Bell {
  readonly mean: number;
  readonly variance: number;
}

/** log-odds = prior + sum of what each column says. */
export interface NaiveBayesFit {
  readonly kind: 'naive-bayes';
  readonly prior: number;
  readonly parts: readonly Part[];
}

/**
 * Naive Bayes with Gaussian numbers and categorical levels (add-one smoothing); Hand & Yu 2001. `x` comes from `encoder`; `y`: 0 or 1 a row.
 * Errors: `analysis.one-class`, `analysis.shape`.
 */
export function fitNaiveBayes(x: Matrix, y: ArrayLike<number>, encoder: Encoder): Answer<NaiveBayesFit> {
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const groups = new Map<string, number[]>();
  const parts: Part[] = [];
  encoder.features.forEach((feature, at) => {
    if (feature.kind === 'number') parts.push({ kind: 'number', at, no: bellOf(x, y, at, 0), yes: bellOf(x, y, at, 1) });
    else groups.set(`${feature.kind} ${feature.column}`, [...(groups.get(`${feature.kind} ${feature.column}`) ?? []), at]);
  });
  for (const at of groups.values()) parts.push(levelsPart(x, y, at));
  const [no, yes] = classSizes(y);
  return ok({ kind: 'naive-bayes', prior: Math.log(yes / no), parts });
}

function classSizes(y: ArrayLike<number>): [number, number] {
  let yes = 0;
  for (let i = 0; i < y.length; i++) yes += y[i] as number;
  return [y.length - yes, yes];
}

/** The variance has a floor of a thousandth of the (unit) spread of the column. */
function bellOf(x: Matrix, y: ArrayLike<number>, at: number, wanted: number): Bell {
  let [n, sum, squares] = [0, 0, 0];
  for (let i = 0; i < x.rows; i++) {
    if (y[i] !== wanted) continue;
    const value = x.data[i * x.cols + at] as number;
    n += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / n;
  return { mean, variance: Math.max(1e-3, squares / n - mean * mean) };
}

function levelsPart(x: Matrix, y: ArrayLike<number>, at: readonly number[]): Part {
  const counts = at.map(() => [1, 1] as [number, number]);
  const rest: [number, number] = [1, 1];
  for (let i = 0; i < x.rows; i++) {
    const which = at.findIndex((j) => x.data[i * x.cols + j] === 1);
    const count = counts[which] ?? rest;
    if (y[i] === 1) count[1] += 1;
    else count[0] += 1;
  }
  const [no, yes] = classSizes(y);
  const kinds = at.length + 1;
  const ratioOf = ([a, b]: readonly [number, number]): number => Math.log(b / (yes + kinds)) - Math.log(a / (no + kinds));
  return { kind: 'levels', at, ratio: counts.map(ratioOf), other: ratioOf(rest) };
}

/** What each feature adds to the log-odds of row `i`; a column's levels speak through the first of them. */
export function naiveBayesParts(fit: NaiveBayesFit, x: Matrix, i: number): Float64Array {
  const out = new Float64Array(x.cols);
  for (const part of fit.parts) {
    if (part.kind === 'number')
      out[part.at] = logBell(x.data[i * x.cols + part.at] as number, part.yes) - logBell(x.data[i * x.cols + part.at] as number, part.no);
    else {
      const which = part.at.findIndex((j) => x.data[i * x.cols + j] === 1);
      out[part.at[0] as number] = part.ratio[which] ?? part.other;
    }
  }
  return out;
}

/** Bounded, so that a value far outside says no more than a strong one. */
const logBell = (value: number, { mean, variance }: Bell): number => Math.max(-30, -0.5 * Math.log(variance) - (value - mean) ** 2 / (2 * variance));
