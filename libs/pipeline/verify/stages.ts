import type { ChartIndex, Node } from './chart-index.js';
import type { Configuration } from './configuration.js';

/**
 * The active stages in document order. Marks in side regions do not count: a side region lies in a parallel state that
 * is itself a stage or lies within one, so the record already has its column.
 */
export function activeStages(chart: ChartIndex, configuration: Configuration): readonly Node[] {
  return configuration.active.map((n) => chart.at(n)).filter((node) => node.state.stage && !isInSideRegion(chart, node));
}

function isInSideRegion(chart: ChartIndex, node: Node): boolean {
  const above = chart.upwards(node.n).slice(1);
  const parallel = above.findIndex((n) => chart.at(n).state.kind === 'parallel');
  return parallel >= 0 && above.slice(parallel).some((n) => chart.at(n).state.stage);
}
