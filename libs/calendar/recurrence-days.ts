import { civilOf, dayNumber, easterOf, monthLength, weekdayOf, yearLength, type Civil } from './civil.js';
import type { RecurrenceRule } from './recurrence-rule.js';

/** True when every BY... part about days lets this day through (RFC 5545 3.3.10). */
export function dayFits(day: number, rule: RecurrenceRule): boolean {
  const date = civilOf(day);
  return (
    (rule.months.length === 0 || rule.months.includes(date.month)) &&
    (rule.monthDays.length === 0 || counted(rule.monthDays, date.day, monthLength(date.year, date.month))) &&
    (rule.weekdays.length === 0 || weekdayFits(day, date, rule)) &&
    (rule.yearDays.length === 0 || counted(rule.yearDays, day - dayNumber(date.year, 1, 1) + 1, yearLength(date.year))) &&
    (rule.weekNumbers.length === 0 || weekFits(day, rule)) &&
    (rule.easter.length === 0 || rule.easter.includes(day - easterOf(date.year)))
  );
}

/** A place in a list that may count from the end: -1 is the last of `length`. */
const counted = (list: readonly number[], place: number, length: number): boolean => list.includes(place) || list.includes(place - length - 1);

function weekdayFits(day: number, date: Civil, rule: RecurrenceRule): boolean {
  const weekday = weekdayOf(day);
  const [first, last] = spanOfNth(date, rule);
  return rule.weekdays.some((wanted) => {
    if (wanted.weekday !== weekday) return false;
    if (wanted.nth === null || first === null) return true;
    const place = wanted.nth > 0 ? Math.floor((day - first) / 7) + 1 : -(Math.floor((last - day) / 7) + 1);
    return place === wanted.nth;
  });
}

/** Within which days `2MO` counts: the month, or the year of a yearly rule without BYMONTH; elsewhere the number says nothing. */
function spanOfNth(date: Civil, rule: RecurrenceRule): readonly [number, number] | readonly [null, 0] {
  if (rule.freq === 'MONTHLY' || (rule.freq === 'YEARLY' && rule.months.length > 0)) {
    const first = dayNumber(date.year, date.month, 1);
    return [first, first + monthLength(date.year, date.month) - 1];
  }
  if (rule.freq !== 'YEARLY') return [null, 0];
  return [dayNumber(date.year, 1, 1), dayNumber(date.year, 12, 31)];
}

/** Weeks as in ISO 8601, but from WKST on: week 1 has the year's fourth of January. */
function weekFits(day: number, rule: RecurrenceRule): boolean {
  const startOf = (of: number): number => of - ((weekdayOf(of) - rule.weekStart + 7) % 7);
  const firstOf = (year: number): number => startOf(dayNumber(year, 1, 4));
  const start = startOf(day);
  const { year } = civilOf(start + 3);
  return counted(rule.weekNumbers, (start - firstOf(year)) / 7 + 1, (firstOf(year + 1) - firstOf(year)) / 7);
}
