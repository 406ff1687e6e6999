import { colourOf } from '../palette.js';
import type { GraphChart, HeatChart, ScatterChart, WorldChart } from '../spec.js';
import { sayIn, sayShort } from '../unit.js';
import { frame, itemTip, legend, legendHeight, type Look, nameAxis, valueAxis } from './look.js';

interface Pointed {
  readonly seriesIndex?: number;
  readonly dataIndex: number;
  readonly dataType?: string;
}

/** Dots by two measures, coloured by group. */
export function scatterOption({ x, y, groups }: ScatterChart, look: Look) {
  const names = groups.map(({ name }) => name);
  const axisName = { nameTextStyle: { color: look.palette.quiet }, nameGap: 28 };
  return {
    ...frame(look),
    tooltip: itemTip(look, (given) => {
      const { seriesIndex = 0, dataIndex } = given as Pointed;
      const dot = groups[seriesIndex]?.dots[dataIndex];
      if (!dot) return '';
      return [
        dot.name,
        groups[seriesIndex]?.name ?? '',
        look.pair(x.title, sayIn(look.format, x.unit, dot.x)),
        look.pair(y.title, sayIn(look.format, y.unit, dot.y)),
      ].join('\n');
    }),
    legend: { ...legend(look, names), show: names.length > 1 },
    grid: { left: 44, right: 24, top: legendHeight(look, names) + 4, bottom: 28, containLabel: true },
    xAxis: { ...valueAxis(look, x.unit), name: x.title, nameLocation: 'middle', scale: true, ...axisName },
    yAxis: { ...valueAxis(look, y.unit), name: y.title, nameLocation: 'middle', scale: true, ...axisName, nameGap: 44 },
    series: groups.map(({ name, dots, isLine }, place) => ({
      type: isLine ? ('line' as const) : ('scatter' as const),
      name,
      data: dots.map((dot) => [dot.x, dot.y]),
      symbolSize: isLine ? 6 : dots.length > 300 ? 5 : 8,
      lineStyle: { width: 2, type: place === 0 ? ('solid' as const) : ('dashed' as const) },
      itemStyle: { color: colourOf(look.palette, place), opacity: isLine ? 1 : 0.75 },
      cursor: dots.some(({ target }) => target) ? 'pointer' : 'default',
    })),
  };
}

/** A grid of cells, the more the deeper. */
export function heatOption({ columns, rows, cells, unit, rowsOf, columnsOf, valuesOf }: HeatChart, look: Look) {
  const most = Math.max(1, ...cells.map(({ value }) => value));
  const title = { nameTextStyle: { color: look.palette.quiet }, nameLocation: 'middle' as const };
  return {
    ...frame(look),
    tooltip: itemTip(look, (given) => {
      const cell = cells[(given as Pointed).dataIndex];
      if (!cell) return '';
      return [
        look.pair(rowsOf, rows[cell.row] ?? ''),
        look.pair(columnsOf, columns[cell.column] ?? ''),
        look.pair(valuesOf, sayIn(look.format, unit, cell.value)),
      ].join('\n');
    }),
    grid: { left: 28, right: 8, top: 8, bottom: 28, containLabel: true },
    xAxis: { ...nameAxis(look, columns), name: columnsOf, nameGap: 28, ...title },
    yAxis: { ...nameAxis(look, rows), name: rowsOf, nameGap: 36, ...title },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [...look.palette.ramp] } },
    series: [
      {
        type: 'heatmap' as const,
        data: cells.map(({ column, row, value }) => ({
          value: [column, row, value],
          label: { color: value / most > 0.55 ? look.palette.onMuch : look.palette.text },
        })),
        label: { show: true, fontSize: 12, formatter: (given: unknown) => sayShort(look.format, unit, cells[(given as Pointed).dataIndex]?.value ?? 0) },
        itemStyle: { borderColor: look.palette.surface, borderWidth: 2 },
        cursor: cells.some(({ target }) => target) ? 'pointer' : 'default',
      },
    ],
  };
}

const NODE_PX = [14, 44] as const;
const SMALL_NODE_PX = [8, 20] as const;
const LINK_PX = [1, 6] as const;

/** Things and what links them, on a circle: the same picture for the same numbers. */
export function graphOption({ nodes, links, unit, nodesOf }: GraphChart, look: Look) {
  const mostNode = Math.max(1, ...nodes.map(({ value }) => value));
  const mostLink = Math.max(1e-9, ...links.map(({ value }) => value));
  const isNarrow = look.width < 480;
  const room = isNarrow ? 84 : 104;
  const between = ([least, most]: readonly [number, number], share: number): number => least + (most - least) * share;
  return {
    ...frame(look),
    tooltip: itemTip(look, (given) => {
      const { dataType, dataIndex } = given as Pointed;
      if (dataType === 'edge') return links[dataIndex]?.says ?? '';
      const node = nodes[dataIndex];
      return node ? `${node.name}\n${look.pair(nodesOf, sayIn(look.format, unit, node.value))}` : '';
    }),
    series: [
      {
        type: 'graph' as const,
        layout: 'circular' as const,
        circular: { rotateLabel: true },
        roam: false,
        top: room,
        bottom: room,
        left: room,
        right: room,
        label: { show: true, color: look.palette.text, fontSize: 12, position: 'right' as const },
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 8,
        data: nodes.map(({ name, value, target }) => ({
          name,
          value,
          symbolSize: between(isNarrow ? SMALL_NODE_PX : NODE_PX, Math.sqrt(value / mostNode)),
          itemStyle: { color: look.palette.tones.accent },
          cursor: target ? 'pointer' : 'default',
        })),
        links: links.map(({ from, to, value }) => ({
          source: nodes.findIndex(({ id }) => id === from),
          target: nodes.findIndex(({ id }) => id === to),
          lineStyle: { color: look.palette.tones.quiet, width: between(LINK_PX, value / mostLink), curveness: 0.15, opacity: 0.8 },
        })),
      },
    ],
  };
}

/** The countries of the world, the more the deeper. `names` says how the map calls each place. */
export function worldOption({ places, unit, valuesOf }: WorldChart, look: Look, names: readonly string[]) {
  const most = Math.max(1, ...places.map(({ value }) => value));
  return {
    ...frame(look),
    tooltip: itemTip(look, (given) => {
      const { name } = given as { readonly name: string };
      const place = places[names.indexOf(name)];
      return place ? `${place.country}\n${look.pair(valuesOf, sayIn(look.format, unit, place.value))}` : '';
    }),
    visualMap: {
      show: true,
      min: 0,
      max: most,
      left: 0,
      bottom: 0,
      orient: 'horizontal' as const,
      itemWidth: 10,
      itemHeight: 96,
      text: [look.much, look.little],
      textStyle: { color: look.palette.quiet },
      inRange: { color: [...look.palette.ramp] },
    },
    series: [
      {
        type: 'map' as const,
        map: 'world',
        roam: false,
        left: 0,
        right: 0,
        top: 0,
        bottom: 24,
        selectedMode: false,
        itemStyle: { areaColor: look.palette.line, borderColor: look.palette.surface, borderWidth: 0.5 },
        emphasis: { label: { show: false }, itemStyle: { areaColor: look.palette.tones.warn } },
        data: places.map(({ value }, place) => ({ name: names[place] ?? '', value })),
      },
    ],
  };
}
