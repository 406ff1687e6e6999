export interface Bar {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly customers: number;
}

/** Bars of a round width, about `bars` of them up to the 98th percentile; the last one is as wide as it takes. Ignores NaN. */
export function histogramOf(values: ArrayLike<number>, bars = 12): Bar[] {
  const known = Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b);
  const [low, high] = [known[0], known.at(-1)];
  if (low === undefined || high === undefined) return [];
  const most = known[Math.floor((known.length - 1) * 0.98)] as number;
  const width = roundWidth((most - Math.min(0, low)) / bars);
  const first = Math.floor(Math.min(0, low) / width);
  const usual = Math.max(first, Math.floor(most / width));
  const reach = Math.floor(high / width);
  const last = reach - usual <= 3 ? reach : usual;
  const counts = Array.from({ length: last - first + 1 }, () => 0);
  for (const value of known) counts[Math.min(last, Math.floor(value / width)) - first]! += 1;
  const end = (reach + 1) * width;
  return counts.map((customers, i) => ({ from: tidy((first + i) * width), to: tidy(i === counts.length - 1 ? end : (first + i + 1) * width), customers }));
}

/** Ten bars of scores from 0 to 100; the last one holds the 100 too. */
export function tenthsOf(scores: readonly number[]): Bar[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const score of scores) counts[Math.min(9, Math.floor(score / 10))]! += 1;
  return counts.map((customers, tenth) => ({ from: tenth * 10, to: tenth * 10 + 10, customers }));
}

/** 1, 2 or 5 times a power of ten, at least the width. */
function roundWidth(width: number): number {
  if (!(width > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  return power * ([1, 2, 5].find((step) => step * power >= width) ?? 10);
}

const tidy = (value: number): number => Number(value.toPrecision(12));
