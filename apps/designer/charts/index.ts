export { Figure } from './figure.js';
export { measured, type Measure } from './measured.js';
export type { ChartSpec, Point, Series, Tone } from './spec.js';
export type { Table } from './table.js';
export { recordAt, recordsOf, type Target } from './target.js';
export { COUNT, decimal, LENGTH, money, sayIn, SHARE, type Unit } from './unit.js';
