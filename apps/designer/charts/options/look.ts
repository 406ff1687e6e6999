import type { Format } from '../../i18n/format.js';
import type { Palette } from '../palette.js';
import { lengthStep, sayShort, type Unit } from '../unit.js';

/** What a drawing needs beside its data. */
export interface Look {
  readonly palette: Palette;
  readonly format: Format;
  /** Pixels of the room there is. */
  readonly width: number;
  /** The reader wants no motion. */
  readonly isStill: boolean;
  /** "Reached: 312": a name and its value. */
  pair(name: string, value: string): string;
  readonly little: string;
  readonly much: string;
}

export const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** What all drawings have in common. Tips are drawn, not written into the page, which the content policy forbids. */
export const frame = ({ palette, isStill }: Look) => ({
  animation: !isStill,
  animationDuration: 300,
  textStyle: { fontFamily: FONT, fontSize: 12, color: palette.text },
  color: [...palette.series],
  backgroundColor: 'transparent',
});

export const tip = ({ palette }: Look) => ({
  renderMode: 'richText' as const,
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { color: palette.text, fontSize: 12, lineHeight: 18, fontFamily: FONT },
});

/** The box over one thing that is pointed at. `says` is given what ECharts tells of it. */
export const itemTip = (look: Look, says: (given: unknown) => string) => ({ ...tip(look), trigger: 'item' as const, formatter: says });

export const legend = ({ palette }: Look, names: readonly string[]) => ({
  type: 'plain' as const,
  top: 0,
  left: 0,
  icon: 'roundRect',
  itemWidth: 12,
  itemHeight: 8,
  itemGap: 16,
  selectedMode: false,
  data: [...names],
  textStyle: { color: palette.text, fontSize: 12 },
});

/** `most`: the largest value drawn along the axis. */
export const valueAxis = (look: Look, unit: Unit, most = 0) => ({
  type: 'value' as const,
  axisLine: { show: false },
  axisTick: { show: false },
  splitNumber: look.width < 480 ? 3 : 5,
  splitLine: { lineStyle: { color: look.palette.line } },
  ...(unit.kind === 'count' ? { minInterval: 1 } : {}),
  ...(unit.kind === 'length' && most > 0 ? { interval: lengthStep(most) } : {}),
  axisLabel: { color: look.palette.quiet, hideOverlap: true, formatter: (value: number) => sayShort(look.format, unit, value) },
});

export const nameAxis = ({ palette }: Look, categories: readonly string[]) => ({
  type: 'category' as const,
  data: [...categories],
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
  axisLabel: { color: palette.quiet, hideOverlap: true },
});

/** How much room a legend takes: its lines by the length of its names. */
export function legendHeight({ width }: Look, names: readonly string[]): number {
  if (names.length < 2) return 8;
  const total = names.reduce((sum, name) => sum + 28 + widthOf(name), 0);
  return 12 + 22 * Math.max(1, Math.ceil(total / Math.max(160, width - 8)));
}

/** Pixels that a text of 12 px takes, near enough for room. */
export const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e80 ? 12.5 : 7.4), 0);
