import { ok } from '#kernel';
import type { Matrix } from '../features/matrix.js';
import { badOption, isWhole, type Answer } from '../problem.js';
import { seededRandom } from '../random.js';
import { checkClasses, sigmoid } from './logistic.js';

/** One hidden layer: log-odds = outBias + out · tanh(hiddenBias + hidden row). `hidden` holds `units` rows of `inputs` weights. Plain JSON. */
export interface NetworkFit {
  readonly kind: 'network';
  readonly inputs: number;
  readonly units: number;
  readonly hidden: readonly number[];
  readonly hiddenBias: readonly number[];
  readonly out: readonly number[];
  readonly outBias: number;
}

export interface NetworkOptions {
  readonly seed: number;
  /** Hidden units, 1 to 256; 12 by default. */
  readonly units?: number;
  /** Passes over the rows; 40 by default. */
  readonly epochs?: number;
  /** Decay of the weights a step, against overfitting; 0.01 by default. */
  readonly decay?: number;
}

const [BATCH, RATE] = [32, 0.003];

/**
 * A small neural network on the logistic loss by Adam (Kingma & Ba 2015) with decoupled decay, started as Glorot & Bengio 2010. `x`: rows x columns (z-scored), `y`: 0 or 1 a row.
 * Errors: `analysis.one-class`, `analysis.shape`, `analysis.option`.
 */
export function fitNetwork(x: Matrix, y: ArrayLike<number>, options: NetworkOptions): Answer<NetworkFit> {
  const { units = 12, epochs = 40, decay = 0.01 } = options;
  if (!isWhole(units, 1, 256))
    return badOption('/units', 'The number of hidden units is a whole number from 1 to 256.', '隐藏单元数必须是 1 到 256 的整数。', units);
  if (!isWhole(epochs, 1, 10_000))
    return badOption('/epochs', 'The number of passes is a whole number from 1 to 10,000.', '训练轮数必须是 1 到 10000 的整数。', epochs);
  if (!(decay >= 0 && decay < 1)) return badOption('/decay', 'The decay is at least 0 and below 1.', '权重衰减必须不小于 0 且小于 1。', decay);
  const refused = checkClasses(x.rows, y);
  if (refused) return refused;
  const random = seededRandom(options.seed);
  const training = new Training(x, y, units, decay, random.normal);
  const order = Uint32Array.from({ length: x.rows }, (_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (let from = 0; from < order.length; from += BATCH) training.batch(order.subarray(from, from + BATCH));
  }
  return ok(training.fit());
}

/** All weights in one array: hidden (units x inputs), hidden biases, out, out bias. */
class Training {
  private readonly weights: Float64Array;
  private readonly gradient: Float64Array;
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private readonly active: Float64Array;
  private steps = 0;

  constructor(
    private readonly x: Matrix,
    private readonly y: ArrayLike<number>,
    private readonly units: number,
    private readonly decay: number,
    normal: () => number,
  ) {
    const size = units * x.cols + 2 * units + 1;
    const spread = Math.sqrt(2 / (x.cols + units));
    this.weights = new Float64Array(size);
    for (let k = 0; k < units * x.cols; k++) this.weights[k] = spread * normal();
    for (let u = 0; u < units; u++) this.weights[units * x.cols + units + u] = normal() / Math.sqrt(units);
    this.gradient = new Float64Array(size);
    this.mean = new Float64Array(size);
    this.square = new Float64Array(size);
    this.active = new Float64Array(units);
  }

  batch(rows: Uint32Array): void {
    this.gradient.fill(0);
    for (const row of rows) this.backward(row, (sigmoid(forward(this.weights, this.units, this.x, row, this.active)) - (this.y[row] as number)) / rows.length);
    this.move();
  }

  private backward(row: number, error: number): void {
    const { weights, gradient, units, x, active } = this;
    const [bias, out] = [units * x.cols, units * x.cols + units];
    const add = (at: number, amount: number): void => void (gradient[at] = (gradient[at] as number) + amount);
    add(out + units, error);
    for (let u = 0; u < units; u++) {
      const on = active[u] as number;
      add(out + u, error * on);
      const back = error * (weights[out + u] as number) * (1 - on * on);
      add(bias + u, back);
      for (let j = 0; j < x.cols; j++) {
        const value = x.data[row * x.cols + j] as number;
        if (value !== 0) gradient[u * x.cols + j] = (gradient[u * x.cols + j] as number) + back * value;
      }
    }
  }

  private move(): void {
    this.steps += 1;
    const [first, second] = [1 - 0.9 ** this.steps, 1 - 0.999 ** this.steps];
    for (let k = 0; k < this.weights.length; k++) {
      const slope = this.gradient[k] as number;
      this.mean[k] = 0.9 * (this.mean[k] as number) + 0.1 * slope;
      this.square[k] = 0.999 * (this.square[k] as number) + 0.001 * slope * slope;
      const step = (this.mean[k] as number) / first / (Math.sqrt((this.square[k] as number) / second) + 1e-8);
      this.weights[k] = (this.weights[k] as number) * (1 - RATE * this.decay) - RATE * step;
    }
  }

  fit(): NetworkFit {
    const { weights, units, x } = this;
    const [bias, out] = [units * x.cols, units * x.cols + units];
    const part = (from: number, to: number): number[] => Array.from(weights.subarray(from, to));
    return {
      kind: 'network',
      inputs: x.cols,
      units,
      hidden: part(0, bias),
      hiddenBias: part(bias, out),
      out: part(out, out + units),
      outBias: weights[out + units] as number,
    };
  }
}

/** Log-odds of a row; leaves the hidden units' values in `active`. */
function forward(weights: ArrayLike<number>, units: number, x: Matrix, row: number, active: Float64Array): number {
  const [bias, out] = [units * x.cols, units * x.cols + units];
  let logit = weights[out + units] as number;
  for (let u = 0; u < units; u++) {
    let sum = weights[bias + u] as number;
    for (let j = 0; j < x.cols; j++) sum += (weights[u * x.cols + j] as number) * (x.data[row * x.cols + j] as number);
    active[u] = Math.tanh(sum);
    logit += (weights[out + u] as number) * (active[u] as number);
  }
  return logit;
}

/** Log-odds of each row. */
export function networkScores(fit: NetworkFit, x: Matrix): Float64Array {
  const weights = Float64Array.from([...fit.hidden, ...fit.hiddenBias, ...fit.out, fit.outBias]);
  const active = new Float64Array(fit.units);
  return Float64Array.from({ length: x.rows }, (_, i) => forward(weights, fit.units, x, i, active));
}

/** What each feature of row `i` changes in the log-odds against its being 0 (the mean of a number, the absence of a level): one at a time, so the parts need not sum to the whole. */
export function networkParts(fit: NetworkFit, x: Matrix, i: number): Float64Array {
  const row = x.data.slice(i * x.cols, (i + 1) * x.cols);
  const at = (data: Float64Array): number => networkScores(fit, { rows: 1, cols: x.cols, data })[0] as number;
  const whole = at(row);
  return row.map((value, j) => (value === 0 ? 0 : whole - at(row.with(j, 0))));
}
