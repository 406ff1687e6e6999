import { colourOf } from '../palette.js';
import type { BandChart } from '../spec.js';
import { tipText } from './bars.js';
import { frame, legend, legendHeight, type Look, nameAxis, tip, valueAxis } from './look.js';

/** A line within the range it is expected in, and other lines beside it. */
export function bandOption({ categories, low, middle, high, others }: BandChart, look: Look) {
  const colour = colourOf(look.palette, 0, middle.tone);
  const lines = [middle, ...others];
  const names = lines.map(({ name }) => name);
  const width = high.points.map(({ value }, place) => difference(value, low.points[place]?.value ?? null));
  const hidden = { type: 'line' as const, stack: 'band', symbol: 'none', lineStyle: { opacity: 0 }, silent: true };
  return {
    ...frame(look),
    tooltip: { ...tip(look), trigger: 'axis', axisPointer: { type: 'line' }, formatter: tipText({ categories, series: [low, middle, high, ...others] }, look) },
    legend: { ...legend(look, names), show: names.length > 1 },
    grid: { left: 8, right: 16, top: legendHeight(look, names), bottom: 4, containLabel: true },
    xAxis: { ...nameAxis(look, categories), boundaryGap: categories.length < 3 },
    yAxis: valueAxis(look, middle.unit),
    series: [
      { ...hidden, name: low.name, data: low.points.map(({ value }) => value) },
      { ...hidden, name: high.name, data: width, areaStyle: { color: colour, opacity: 0.18 } },
      ...lines.map((one, place) => {
        const own = place === 0 ? colour : colourOf(look.palette, place, one.tone);
        return {
          type: 'line' as const,
          name: one.name,
          data: one.points.map(({ value }) => value),
          symbol: 'circle',
          symbolSize: 7,
          cursor: one.points.some(({ target }) => target) ? 'pointer' : 'default',
          itemStyle: { color: own },
          lineStyle: { width: place === 0 ? 2.5 : 2, color: own, ...(one.isLine ? { type: 'dashed' as const } : {}) },
        };
      }),
    ],
  };
}

const difference = (high: number | null, low: number | null): number | null => (high === null || low === null ? null : high - low);
