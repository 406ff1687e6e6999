import type { Target } from './target.js';
import type { Unit } from './unit.js';

/** How a series stands out by what it means; by its place in the chart otherwise. */
export type Tone = 'accent' | 'good' | 'bad' | 'warn' | 'quiet';

export interface Point {
  /** Null where there is no value. */
  readonly value: number | null;
  /** The records behind it. */
  readonly target?: Target | null;
}

export interface Series {
  readonly name: string;
  readonly unit: Unit;
  readonly points: readonly Point[];
  readonly tone?: Tone;
  /** Drawn as a dashed line whatever the kind of the chart: targets, averages. */
  readonly isLine?: boolean;
}

interface Categories {
  /** What the categories are: "Stage", "Month". */
  readonly of: string;
  readonly categories: readonly string[];
}

/** Bars beside each other or stacked; `rows` are bars that lie, the first on top; `area` are lines upon each other; `pie` shows the first series. */
export interface BarChart extends Categories {
  readonly kind: 'bars' | 'stack' | 'rows' | 'lines' | 'area' | 'pie';
  readonly series: readonly Series[];
}

/** A value with the range it is expected in. */
export interface BandChart extends Categories {
  readonly kind: 'band';
  readonly low: Series;
  readonly middle: Series;
  readonly high: Series;
  readonly others: readonly Series[];
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly target?: Target | null;
}

export interface ScatterChart {
  readonly kind: 'scatter';
  readonly x: { readonly title: string; readonly unit: Unit };
  readonly y: { readonly title: string; readonly unit: Unit };
  readonly groups: readonly { readonly name: string; readonly dots: readonly Dot[]; readonly isLine?: boolean }[];
}

export interface HeatCell {
  readonly column: number;
  readonly row: number;
  readonly value: number;
  readonly target?: Target | null;
}

export interface HeatChart {
  readonly kind: 'heat';
  readonly columnsOf: string;
  readonly rowsOf: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly unit: Unit;
  /** What the values are called: "Customers". */
  readonly valuesOf: string;
  readonly cells: readonly HeatCell[];
}

export interface GraphChart {
  readonly kind: 'graph';
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly value: number; readonly target?: Target | null }[];
  readonly links: readonly { readonly from: string; readonly to: string; readonly value: number; readonly says: string }[];
  readonly nodesOf: string;
  readonly linksOf: string;
  readonly unit: Unit;
}

export interface WorldChart {
  readonly kind: 'world';
  readonly of: string;
  readonly valuesOf: string;
  readonly unit: Unit;
  /** `country`: name or ISO 3166-1 code as the records hold it. */
  readonly places: readonly { readonly country: string; readonly value: number; readonly target?: Target | null }[];
}

export type ChartSpec = BarChart | BandChart | ScatterChart | HeatChart | GraphChart | WorldChart;
