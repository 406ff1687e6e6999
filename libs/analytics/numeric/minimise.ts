export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

export interface Bounds {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

type Objective = (at: readonly number[]) => number;

interface Point {
  readonly at: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

/**
 * A local minimum of a smooth function within bounds: quasi-Newton steps (BFGS; Nocedal and Wright 2006, chapter 6) on the variables that are not held by
 * a bound, projected onto the bounds, gradients by central differences. NaN counts as infinitely bad. Deterministic. At the start the value must be finite.
 */
export function minimiseWithin(objective: Objective, start: readonly number[], bounds: Bounds, maxIterations = 300): Minimum {
  let evaluations = 0;
  const f: Objective = (at) => {
    evaluations += 1;
    const value = objective(at);
    return Number.isNaN(value) ? Infinity : value;
  };
  let point = pointAt(f, clamped(start, bounds), bounds);
  let inverse: readonly (readonly number[])[] = identity(start.length);
  let isFresh = true;
  for (let turn = 0; turn < maxIterations; turn += 1) {
    const free = freeOf(point, bounds);
    if (free.every((isFree, i) => !isFree || Math.abs(point.gradient[i] as number) <= 1e-9 * Math.max(1, Math.abs(point.value)))) break;
    const next = stepFrom(f, point, { inverse, free, isFresh, bounds });
    if (!next) {
      if (isFresh) break;
      [inverse, isFresh] = [identity(start.length), true];
      continue;
    }
    const isStuck = point.value - next.value <= 1e-14 * Math.max(1, Math.abs(point.value));
    if (isStuck && isFresh) break;
    inverse = isStuck ? identity(start.length) : updated(inverse, point, next);
    isFresh = isStuck;
    point = next;
  }
  return { at: point.at, value: point.value, evaluations };
}

interface StepFrom {
  readonly inverse: readonly (readonly number[])[];
  readonly free: readonly boolean[];
  readonly isFresh: boolean;
  readonly bounds: Bounds;
}

/** The first point along the quasi-Newton direction that lowers the value enough (Armijo); `null` where none does. */
function stepFrom(f: Objective, point: Point, { inverse, free, isFresh, bounds }: StepFrom): Point | null {
  const g = point.gradient.map((slope, i) => (free[i] ? slope : 0));
  const newton = inverse.map((row, i) => (free[i] ? -dot(row, g) : 0));
  const direction = dot(newton, g) < 0 ? newton : g.map((slope) => -slope);
  let length = isFresh ? Math.min(1, 0.5 / Math.sqrt(dot(g, g))) : 1;
  for (let halving = 0; halving < 50; halving += 1) {
    const at = clamped(
      point.at.map((x, i) => x + length * (direction[i] as number)),
      bounds,
    );
    const value = f(at);
    const slope = at.reduce((sum, x, i) => sum + (x - (point.at[i] as number)) * (g[i] as number), 0);
    if (value <= point.value + 1e-4 * slope && slope < 0) return { at, value, gradient: gradientAt(f, at, bounds) };
    length /= 2;
  }
  return null;
}

const pointAt = (f: Objective, at: readonly number[], bounds: Bounds): Point => ({ at, value: f(at), gradient: gradientAt(f, at, bounds) });

function gradientAt(f: Objective, at: readonly number[], { low, high }: Bounds): number[] {
  return at.map((x, i) => {
    const h = 1e-5 * Math.max(1, Math.abs(x));
    const up = Math.min(x + h, high[i] as number);
    const down = Math.max(x - h, low[i] as number);
    const slope = (f(at.with(i, up)) - f(at.with(i, down))) / (up - down);
    return Number.isFinite(slope) ? slope : 0;
  });
}

/** Variables that may move: those inside, and those on a bound that are drawn inwards. */
const freeOf = ({ at, gradient }: Point, { low, high }: Bounds): boolean[] =>
  at.map((x, i) => !((x <= (low[i] as number) && (gradient[i] as number) > 0) || (x >= (high[i] as number) && (gradient[i] as number) < 0)));

/** The BFGS update of the inverse Hessian; left as it is where the curvature is not positive. */
function updated(inverse: readonly (readonly number[])[], from: Point, to: Point): readonly (readonly number[])[] {
  const s = to.at.map((x, i) => x - (from.at[i] as number));
  const y = to.gradient.map((slope, i) => slope - (from.gradient[i] as number));
  const sy = dot(s, y);
  if (!(sy > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y)))) return inverse;
  const hy = inverse.map((row) => dot(row, y));
  const scale = (1 + dot(y, hy) / sy) / sy;
  return inverse.map((row, i) =>
    row.map((h, j) => h + scale * (s[i] as number) * (s[j] as number) - ((hy[i] as number) * (s[j] as number) + (s[i] as number) * (hy[j] as number)) / sy),
  );
}

const clamped = (at: readonly number[], { low, high }: Bounds): number[] => at.map((x, i) => Math.min(Math.max(x, low[i] as number), high[i] as number));
const identity = (n: number): number[][] => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_x, j) => (i === j ? 1 : 0)));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
