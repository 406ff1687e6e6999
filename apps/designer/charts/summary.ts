import type { Format } from '../i18n/format.js';
import type { Texts, Translate } from '../i18n/texts.js';
import type { ChartSpec, HeatChart, Series } from './spec.js';
import type { chartTexts } from './texts.js';
import { sayIn } from './unit.js';

type Say = typeof chartTexts extends Texts<infer K> ? Translate<K> : never;

/** What a chart shows, in a sentence for those who do not see it: the most of each series and where. */
export function summaryOf(spec: ChartSpec, format: Format, t: Say): string {
  const list = (facts: readonly string[]): string => new Intl.ListFormat(format.language, { type: 'unit' }).format(facts);
  switch (spec.kind) {
    case 'bars':
    case 'stack':
    case 'rows':
    case 'lines':
    case 'area':
    case 'pie':
      return list(spec.series.flatMap((series) => mostOf(series, spec.categories, format, t)));
    case 'band':
      return list([spec.middle, ...spec.others].flatMap((series) => mostOf(series, spec.categories, format, t)));
    case 'scatter':
      return list(spec.groups.map(({ name, dots }) => t('dotsFact', { name, count: format.number(dots.length) })));
    case 'heat':
      return fullestOf(spec, format, t);
    case 'graph':
      return t('graphFact', { nodes: format.number(spec.nodes.length), links: format.number(spec.links.length) });
    case 'world':
      return list(spec.places.slice(0, 3).map(({ country, value }) => t('pair', { name: country, value: sayIn(format, spec.unit, value) })));
  }
}

function fullestOf({ cells, rows, columns, unit }: HeatChart, format: Format, t: Say): string {
  const most = cells.reduce((best, cell) => (cell.value > best.value ? cell : best), cells[0] ?? { row: 0, column: 0, value: 0 });
  return t('cellsFact', { most: sayIn(format, unit, most.value), row: rows[most.row] ?? '', column: columns[most.column] ?? '' });
}

function mostOf({ name, points, unit }: Series, categories: readonly string[], format: Format, t: Say): readonly string[] {
  let best: { readonly value: number; readonly at: number } | null = null;
  points.forEach(({ value }, at) => {
    if (value !== null && (best === null || value > best.value)) best = { value, at };
  });
  const found = best as { readonly value: number; readonly at: number } | null;
  return found === null ? [] : [t('seriesFact', { name, most: sayIn(format, unit, found.value), at: categories[found.at] ?? '' })];
}
