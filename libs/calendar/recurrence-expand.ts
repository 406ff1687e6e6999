import { civilOf, dayNumber, monthLength, yearLength } from './civil.js';
import { dayFits } from './recurrence-days.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { DAY_MS, type WallMs } from './zone.js';

const UNIT_MS = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1000 } as const;
const LAST_YEAR = 9999;

/** How much work one question may cost; a day, or a time of a day, that is looked at costs 1. */
export class Budget {
  #left: number;
  constructor(steps: number) {
    this.#left = steps;
  }
  /** False once the budget is used up. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}

/**
 * Times of a rule on the wall clock, in order and without repeats, from about `from` on (some before it may come; with
 * COUNT all from the start). Ends with COUNT, UNTIL, the year 9999, or the budget.
 */
export function* expand(rule: RecurrenceRule, from: WallMs, budget: Budget): Generator<WallMs> {
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  const begin = rule.count === null ? Math.max(from, rule.start) : rule.start;
  for (const period of periods(rule, begin, budget)) {
    for (const wall of chosen(period, rule.positions)) {
      if (wall < rule.start) continue;
      if (rule.until !== null && wall > rule.until) return;
      yield wall;
      left -= 1;
      if (left === 0) return;
    }
  }
}

/** BYSETPOS over the sorted times of one period. */
function chosen(times: readonly WallMs[], positions: readonly number[]): readonly WallMs[] {
  if (positions.length === 0) return times;
  const picked = positions.flatMap((position) => times.at(position > 0 ? position - 1 : position) ?? []);
  return [...new Set(picked)].toSorted((a, b) => a - b);
}

function periods(rule: RecurrenceRule, begin: WallMs, budget: Budget): Generator<readonly WallMs[]> {
  return rule.freq === 'HOURLY' || rule.freq === 'MINUTELY' || rule.freq === 'SECONDLY'
    ? clockPeriods(rule, rule.freq, begin, budget)
    : dayPeriods(rule, begin, budget);
}

function* dayPeriods(rule: RecurrenceRule, begin: WallMs, budget: Budget): Generator<readonly WallMs[]> {
  const times = timesOfDay(rule);
  const [startIndex, daysOf] = dayScale(rule);
  const skipped = Math.floor((startIndex(Math.floor(begin / DAY_MS)) - startIndex(Math.floor(rule.start / DAY_MS))) / rule.interval);
  for (let n = Math.max(0, skipped); ; n += 1) {
    const [first, count] = daysOf(startIndex(Math.floor(rule.start / DAY_MS)) + n * rule.interval);
    if (!budget.spend(count) || civilOf(first).year > LAST_YEAR) return;
    const days = Array.from({ length: count }, (_, offset) => first + offset).filter((day) => dayFits(day, rule));
    if (!budget.spend(days.length * times.length)) return;
    yield days.flatMap((day) => times.map((time) => day * DAY_MS + time));
  }
}

type Days = readonly [first: number, count: number];

/** Numbers the periods of a frequency, and gives the days of a number. */
function dayScale(rule: RecurrenceRule): readonly [(day: number) => number, (index: number) => Days] {
  switch (rule.freq) {
    case 'YEARLY':
      return [(day) => civilOf(day).year, (year) => [dayNumber(year, 1, 1), yearLength(year)]];
    case 'MONTHLY':
      return [
        (day) => civilOf(day).year * 12 + civilOf(day).month - 1,
        (index) => [dayNumber(Math.floor(index / 12), (index % 12) + 1, 1), monthLength(Math.floor(index / 12), (index % 12) + 1)],
      ];
    case 'WEEKLY': {
      const first = 4 + rule.weekStart - 7; // a day on which a week starts: 1970-01-05 was a Monday
      return [(day) => Math.floor((day - first) / 7), (index) => [first + index * 7, 7]];
    }
    default:
      return [(day) => day, (day) => [day, 1]];
  }
}

/** All times of day of the rule, in milliseconds after midnight. */
function timesOfDay(rule: RecurrenceRule): readonly number[] {
  return rule.hours.flatMap((hour) => timesOfHour(rule).map((rest) => hour * 3_600_000 + rest));
}
const timesOfHour = (rule: RecurrenceRule): readonly number[] => rule.minutes.flatMap((minute) => timesOfMinute(rule).map((rest) => minute * 60_000 + rest));
const timesOfMinute = (rule: RecurrenceRule): readonly number[] => rule.seconds.map((second) => second * 1000 + (((rule.start % 1000) + 1000) % 1000));

/** Steps through hours, minutes or seconds; days, hours and minutes that do not fit are jumped over as a whole. */
function* clockPeriods(rule: RecurrenceRule, freq: keyof typeof UNIT_MS, begin: WallMs, budget: Budget): Generator<readonly WallMs[]> {
  const unit = UNIT_MS[freq];
  const step = unit * rule.interval;
  const first = Math.floor(rule.start / unit) * unit;
  const rests = freq === 'HOURLY' ? timesOfHour(rule) : freq === 'MINUTELY' ? timesOfMinute(rule) : [((rule.start % 1000) + 1000) % 1000];
  const lastWall = dayNumber(LAST_YEAR + 1, 1, 1) * DAY_MS;
  let at = first + Math.max(0, Math.floor((begin - first) / step)) * step;
  while (at < lastWall && budget.spend(1)) {
    const misfit = misfitUntil(at, rule);
    if (misfit === null) {
      if (!budget.spend(rests.length)) return;
      yield rests.map((rest) => at + rest);
      at += step;
    } else at += Math.ceil((misfit - at) / step) * step;
  }
}

/** `null` when the time fits; else the earliest moment at which that may change. */
function misfitUntil(at: WallMs, rule: RecurrenceRule): WallMs | null {
  const day = Math.floor(at / DAY_MS);
  if (!dayFits(day, rule)) return (day + 1) * DAY_MS;
  const fits = (list: readonly number[], unit: number, size: number): boolean => list.length === 0 || list.includes(Math.floor(at / unit) % size);
  if (!fits(rule.hours, 3_600_000, 24)) return (Math.floor(at / 3_600_000) + 1) * 3_600_000;
  if (rule.freq !== 'HOURLY' && !fits(rule.minutes, 60_000, 60)) return (Math.floor(at / 60_000) + 1) * 60_000;
  return rule.freq !== 'SECONDLY' || fits(rule.seconds, 1000, 60) ? null : (Math.floor(at / 1000) + 1) * 1000;
}
