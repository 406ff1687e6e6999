import { minimiseWithin } from '../numeric/minimise.js';

/** Logarithms of the parameters stay within this of zero; a fit that ends there has found no inner optimum. */
const EDGE = 12;

export interface Fit {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** True where a parameter ran against its edge: the customers are too much alike to tell them apart. Forecasts hold, the parameter itself means little. */
  readonly isAtEdge: boolean;
}

/** Positive parameters of the largest likelihood, sought over their logarithms from several starts. */
export function fitPositive(logLikelihood: (parameters: readonly number[]) => number, starts: readonly (readonly number[])[]): Fit {
  const cost = (logs: readonly number[]): number => -logLikelihood(logs.map(Math.exp));
  const found = starts
    .map((start) => minimiseWithin(cost, start.map(Math.log), { low: start.map(() => -EDGE), high: start.map(() => EDGE) }))
    .reduce((a, b) => (b.value < a.value ? b : a));
  return { parameters: found.at.map(Math.exp), logLikelihood: -found.value, isAtEdge: found.at.some((log) => Math.abs(log) > EDGE - 1) };
}
