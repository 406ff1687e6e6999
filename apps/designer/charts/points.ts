import type { ChartSpec } from './spec.js';
import type { Target } from './target.js';
import type { Unit } from './unit.js';

/** One value of a chart, as the keyboard walks over them and as a click finds it. */
export interface Spot {
  /** Place of the series and of the value within it, as the drawing counts them. */
  readonly series: number;
  readonly index: number;
  readonly at: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly target: Target | null;
}

/** Every value of a chart in reading order. */
export function spotsOf(spec: ChartSpec): readonly Spot[] {
  switch (spec.kind) {
    case 'bars':
    case 'stack':
    case 'rows':
    case 'lines':
    case 'area':
    case 'pie':
      return seriesSpots(spec.categories, spec.series);
    case 'band':
      return seriesSpots(spec.categories, [spec.low, spec.high, spec.middle, ...spec.others]);
    case 'scatter':
      return spec.groups.flatMap(({ name, dots }, series) =>
        dots.map((dot, index) => ({ series, index, at: dot.name, name, value: dot.y, unit: spec.y.unit, target: dot.target ?? null })),
      );
    case 'heat':
      return spec.cells.map((cell, index) => ({
        series: 0,
        index,
        at: `${spec.rows[cell.row] ?? ''} × ${spec.columns[cell.column] ?? ''}`,
        name: spec.valuesOf,
        value: cell.value,
        unit: spec.unit,
        target: cell.target ?? null,
      }));
    case 'graph':
      return spec.nodes.map((node, index) => ({
        series: 0,
        index,
        at: node.name,
        name: spec.nodesOf,
        value: node.value,
        unit: spec.unit,
        target: node.target ?? null,
      }));
    case 'world':
      return spec.places.map((place, index) => ({
        series: 0,
        index,
        at: place.country,
        name: spec.valuesOf,
        value: place.value,
        unit: spec.unit,
        target: place.target ?? null,
      }));
  }
}

type AnySeries = { readonly name: string; readonly unit: Unit; readonly points: readonly { readonly value: number | null; readonly target?: Target | null }[] };

const seriesSpots = (categories: readonly string[], all: readonly AnySeries[]): readonly Spot[] =>
  categories.flatMap((at, index) =>
    all.map(({ name, unit, points }, series) => ({
      series,
      index,
      at,
      name,
      unit,
      value: points[index]?.value ?? null,
      target: points[index]?.target ?? null,
    })),
  );
