import { colourOf } from '../palette.js';
import type { BarChart, Series } from '../spec.js';
import { COUNT, sayIn, sayShort, type Unit } from '../unit.js';
import { frame, legend, legendHeight, type Look, nameAxis, tip, valueAxis, widthOf } from './look.js';

const NAME_ROOM = 0.38;

/** Bars, stacked bars, lying bars and lines over categories; a second axis where the series count different things. */
export function barOption(chart: BarChart, look: Look) {
  const { categories, series } = chart;
  const isLying = chart.kind === 'rows';
  const units = unitsOf(series);
  const names = series.map(({ name }) => name);
  const values = units.map((unit, place) => ({ ...valueAxis(look, unit, mostOf(series, unit)), ...(place === 1 ? { splitLine: { show: false } } : {}) }));
  const nameRoom = Math.min(look.width * NAME_ROOM, Math.max(40, ...categories.map(widthOf)) + 16);
  const labels = nameAxis(look, categories);
  const name = isLying ? { ...labels, inverse: true, axisLabel: { ...labels.axisLabel, width: nameRoom - 8, overflow: 'truncate', interval: 0 } } : labels;
  return {
    ...frame(look),
    tooltip: {
      ...tip(look),
      trigger: 'axis',
      axisPointer: { type: chart.kind === 'lines' || chart.kind === 'area' ? 'line' : 'shadow' },
      formatter: tipText(chart, look),
    },
    legend: { ...legend(look, names), show: names.length > 1 },
    grid: { left: isLying ? 4 : 8, right: isLying ? 56 : 16, top: legendHeight(look, names), bottom: 4, containLabel: true },
    xAxis: isLying ? values : name,
    yAxis: isLying ? name : values,
    series: series.map((one, place) => drawn(chart, one, place, units, look)),
  };
}

const mostOf = (series: readonly Series[], { kind }: Unit): number =>
  Math.max(0, ...series.filter(({ unit }) => unit.kind === kind).flatMap(({ points }) => points.map(({ value }) => value ?? 0)));

const unitsOf = (series: readonly Series[]) => {
  const units = series.map(({ unit }) => unit);
  const different = units.filter((unit, place) => units.findIndex(({ kind }) => kind === unit.kind) === place);
  return different.length === 0 ? [COUNT] : different.slice(0, 2);
};

function drawn(chart: BarChart, one: Series, place: number, units: ReturnType<typeof unitsOf>, look: Look) {
  const isLine = chart.kind === 'lines' || chart.kind === 'area' || one.isLine === true;
  const colour = colourOf(look.palette, place, one.tone);
  const axis = Math.max(
    0,
    units.findIndex(({ kind }) => kind === one.unit.kind),
  );
  const common = {
    name: one.name,
    data: one.points.map(({ value }) => value),
    ...(chart.kind === 'rows' ? { xAxisIndex: axis } : { yAxisIndex: axis }),
    itemStyle: { color: colour },
    cursor: one.points.some(({ target }) => target) ? 'pointer' : 'default',
  };
  if (isLine)
    return {
      ...common,
      type: 'line' as const,
      symbol: 'circle',
      symbolSize: 6,
      showSymbol: one.points.length <= 40,
      connectNulls: false,
      ...(chart.kind === 'area' && one.isLine !== true ? { stack: 'all', areaStyle: { opacity: 0.25 } } : {}),
      lineStyle: { width: 2, color: colour, ...(one.isLine ? { type: 'dashed' as const } : {}) },
    };
  return {
    ...common,
    type: 'bar' as const,
    barMaxWidth: chart.kind === 'rows' ? 22 : 44,
    ...(chart.kind === 'stack' ? { stack: 'all' } : {}),
    itemStyle: { color: colour, borderRadius: chart.kind === 'stack' ? 0 : chart.kind === 'rows' ? [0, 3, 3, 0] : [3, 3, 0, 0] },
    label: {
      show: chart.kind === 'rows' && chart.series.length <= 2,
      position: 'right' as const,
      color: look.palette.text,
      fontSize: 12,
      formatter: ({ value }: { readonly value: unknown }) => (typeof value === 'number' ? sayShort(look.format, one.unit, value) : ''),
    },
  };
}

/** All series at the place that is pointed at. */
export const tipText =
  ({ categories, series }: Pick<BarChart, 'categories' | 'series'>, look: Look) =>
  (given: unknown): string => {
    const [first] = Array.isArray(given) ? (given as readonly { readonly dataIndex: number }[]) : [];
    if (!first) return '';
    const lines = series.map(({ name, unit, points }) => look.pair(name, sayIn(look.format, unit, points[first.dataIndex]?.value ?? null)));
    return [categories[first.dataIndex] ?? '', ...lines].join('\n');
  };
