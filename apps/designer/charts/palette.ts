import type { Tone } from './spec.js';

/** The colours of a drawing: each passes 3:1 on the surface it is drawn on; texts pass 4.5:1. */
export interface Palette {
  readonly series: readonly string[];
  readonly tones: Readonly<Record<Tone, string>>;
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  /** From little to much. */
  readonly ramp: readonly [string, string, string];
  /** Text upon the far end of the ramp. */
  readonly onMuch: string;
}

const LIGHT: Palette = {
  series: ['#0f766b', '#1d5fa8', '#b45309', '#7a3fb5', '#b42318', '#4d7c0f', '#be185d', '#64748b'],
  tones: { accent: '#0f766b', good: '#1a7431', bad: '#b42318', warn: '#b45309', quiet: '#7b8a87' },
  surface: '#ffffff',
  text: '#16211f',
  quiet: '#55635f',
  line: '#e2e8e7',
  ramp: ['#e7f6f3', '#4db3a2', '#04544c'],
  onMuch: '#ffffff',
};

const DARK: Palette = {
  series: ['#4db3a2', '#8fc1f5', '#f2c063', '#cfa8f5', '#ff9a8f', '#a3d977', '#f49ac1', '#a3b1ae'],
  tones: { accent: '#4db3a2', good: '#7fd694', bad: '#ff9a8f', warn: '#f2c063', quiet: '#8b9a97' },
  surface: '#1f2426',
  text: '#e6eceb',
  quiet: '#a3b1ae',
  line: '#2c3234',
  ramp: ['#22312f', '#1f8f7e', '#a5d8cf'],
  onMuch: '#16211f',
};

export const paletteOf = (scheme: 'light' | 'dark'): Palette => (scheme === 'dark' ? DARK : LIGHT);
export const colourOf = (palette: Palette, place: number, tone?: Tone): string =>
  tone === undefined ? (palette.series[place % palette.series.length] ?? palette.text) : palette.tones[tone];
