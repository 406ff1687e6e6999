import { civilOf, dayNumber, weekdayOf } from '#calendar';
import type { Json } from '#kernel';

/** The filter of the report and of the row; a row of a date bucket has no filter of its own for that date but its bounds. */
export function filterOfRow(filter: string | undefined, group: Readonly<Record<string, Json>>): string {
  const parts = Object.entries(group).flatMap(([key, value]) => {
    const [path = '', bucket] = key.split(':');
    if (value === null) return [`${path}=`];
    if (bucket !== undefined) return boundsOf(path, bucket, String(value));
    return [`${path}="${String(value).replaceAll('"', '""')}"`];
  });
  return [filter ?? '', ...parts].filter((part) => part.trim() !== '').join(';');
}

/** `2026-01` of months, `2026-W05` of weeks, `2026-Q1`, `2026`, `2026-01-31`: from its first day up to the day before the next. */
function boundsOf(path: string, bucket: string, value: string): string[] {
  const pad = (n: number): string => String(n).padStart(2, '0');
  const year = Number(value.slice(0, 4));
  const between = (from: string, to: string): string[] => [`${path}>=${from}`, `${path}<${to}`];
  switch (bucket) {
    case 'year':
      return between(`${year}-01-01`, `${year + 1}-01-01`);
    case 'quarter': {
      const first = (Number(value.slice(6)) - 1) * 3 + 1;
      return between(`${year}-${pad(first)}-01`, first === 10 ? `${year + 1}-01-01` : `${year}-${pad(first + 3)}-01`);
    }
    case 'month': {
      const month = Number(value.slice(5));
      return between(`${value}-01`, month === 12 ? `${year + 1}-01-01` : `${year}-${pad(month + 1)}-01`);
    }
    case 'week':
      return between(weekStart(year, Number(value.slice(6))), weekStart(year, Number(value.slice(6)) + 1));
    default:
      return between(value, dayAfter(value));
  }
}

const textOf = (day: number): string => {
  const { year, month, day: date } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
};
/** Monday of an ISO week: the first is the one with 4 January. */
function weekStart(year: number, week: number): string {
  const fourth = dayNumber(year, 1, 4);
  return textOf(fourth - weekdayOf(fourth) + (week - 1) * 7);
}
const dayAfter = (date: string): string => textOf(dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))) + 1);
