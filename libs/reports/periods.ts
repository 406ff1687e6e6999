import { civilOf, dayNumber, momentAt, wallAt, weekdayOf } from '#calendar';
import { type Instant, instantAt, UserError } from '#kernel';

export type Bucket = 'day' | 'week' | 'month';

export interface Period {
  /** `2026-01-31`, `2026-W05`, `2026-01`. */
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY_MS = 86_400_000;
const MOST = 800;

/** The days, weeks (from Monday, numbered as in ISO 8601) or months of a zone that lie in a stretch of time; the first and the last are cut to it. Throws UserError `insight.periods` for more than 800. */
export function periodsOf(fromMs: number, toMs: number, bucket: Bucket, zone: string): readonly Period[] {
  const periods: Period[] = [];
  for (let day = beginOf(Math.floor(wallAt(fromMs, zone) / DAY_MS), bucket); ;) {
    const next = nextOf(day, bucket);
    const [from, to] = [momentAt(day * DAY_MS, zone, 'clip'), momentAt(next * DAY_MS, zone, 'clip')];
    if (from >= toMs) return periods;
    if (periods.length >= MOST) throw tooMany();
    periods.push({ key: nameOf(day, bucket), fromMs: Math.max(from, fromMs), toMs: Math.min(to, toMs) });
    day = next;
  }
}

/** The number of the period that a moment lies in; -1 outside all. */
export function periodAt(periods: readonly Period[], atMs: number): number {
  let [low, high] = [0, periods.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { fromMs, toMs } = periods[middle] as Period;
    if (atMs < fromMs) high = middle - 1;
    else if (atMs >= toMs) low = middle + 1;
    else return middle;
  }
  return -1;
}

export const shownPeriod = ({ key, fromMs, toMs }: Period): { readonly key: string; readonly from: Instant; readonly to: Instant } => ({
  key,
  from: instantAt(fromMs),
  to: instantAt(toMs),
});

function beginOf(day: number, bucket: Bucket): number {
  if (bucket === 'day') return day;
  if (bucket === 'week') return day - weekdayOf(day);
  const { year, month } = civilOf(day);
  return dayNumber(year, month, 1);
}

function nextOf(day: number, bucket: Bucket): number {
  if (bucket === 'day') return day + 1;
  if (bucket === 'week') return day + 7;
  const { year, month } = civilOf(day);
  return month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
}

function nameOf(day: number, bucket: Bucket): string {
  const { year, month, day: date } = civilOf(bucket === 'week' ? day + 3 : day);
  const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
  if (bucket === 'month') return `${pad(year, 4)}-${pad(month)}`;
  if (bucket === 'day') return `${pad(year, 4)}-${pad(month)}-${pad(date)}`;
  // The Thursday of a week says which year it belongs to.
  return `${pad(year, 4)}-W${pad(Math.floor((day + 3 - dayNumber(year, 1, 1)) / 7) + 1)}`;
}

const tooMany = (): UserError =>
  new UserError('invalid', {
    code: 'insight.periods',
    at: '/query/bucket',
    text: { en: `More than ${MOST} periods: choose longer ones, or a shorter time.`, 'zh-CN': `超过 ${MOST} 个时段：请选择更长的时段或更短的时间范围。` },
  });
