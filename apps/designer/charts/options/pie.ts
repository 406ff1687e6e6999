import type { BarChart } from '../spec.js';
import { COUNT, sayIn } from '../unit.js';
import { frame, itemTip, type Look } from './look.js';

/** Shares of a whole: the first series. */
export function pieOption({ categories, series }: BarChart, look: Look) {
  const [first] = series;
  const unit = first?.unit ?? COUNT;
  const points = first?.points ?? [];
  return {
    ...frame(look),
    tooltip: itemTip(look, (given) => {
      const { dataIndex, percent } = given as { readonly dataIndex: number; readonly percent: number };
      return [look.pair(categories[dataIndex] ?? '', sayIn(look.format, unit, points[dataIndex]?.value ?? null)), look.format.percent(percent / 100, 1)].join(
        '\n',
      );
    }),
    series: [
      {
        type: 'pie' as const,
        radius: ['40%', '68%'],
        itemStyle: { borderColor: look.palette.surface, borderWidth: 2 },
        label: { color: look.palette.text, fontSize: 12 },
        labelLine: { lineStyle: { color: look.palette.quiet } },
        cursor: points.some(({ target }) => target) ? 'pointer' : 'default',
        data: categories.map((name, place) => ({ name, value: points[place]?.value ?? 0 })),
      },
    ],
  };
}
