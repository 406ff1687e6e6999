import { fail, ok, type Problem, type Result } from '#kernel';
import { civilOf, weekdayOf } from './civil.js';
import { DAY_MS, type WallMs } from './zone.js';

export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** One RRULE, every default of RFC 5545 filled in from its start. */
export interface RecurrenceRule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly start: WallMs;
  readonly count: number | null;
  readonly until: WallMs | null;
  readonly weekStart: number; // Monday = 0
  readonly months: readonly number[];
  readonly monthDays: readonly number[]; // negative: from the end
  readonly yearDays: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly weekdays: readonly { readonly weekday: number; readonly nth: number | null }[];
  readonly easter: readonly number[]; // days after Easter Sunday
  /** Empty: every hour (minute, second) of the frequency. */
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MAX_TIMES = 1440;
const MAX_COUNT = 10_000;

/** Lists of whole numbers: least, most, and whether counting from the end is allowed. */
const LISTS = {
  BYMONTH: [1, 12, false],
  BYMONTHDAY: [1, 31, true],
  BYYEARDAY: [1, 366, true],
  BYWEEKNO: [1, 53, true],
  BYHOUR: [0, 23, false],
  BYMINUTE: [0, 59, false],
  BYSECOND: [0, 59, false],
  BYSETPOS: [1, 1440, true],
  BYEASTER: [0, 300, true],
} as const satisfies Record<string, readonly [number, number, boolean]>;
type ListName = keyof typeof LISTS;

export interface RuleContext {
  readonly start: WallMs;
  /** False when the start is our own anchor: COUNT then has nothing to count from. */
  readonly startGiven: boolean;
  /** Reads a date or date-time of the format; a bare date is its last second. */
  readonly readUntil: (text: string) => WallMs | null;
}

/** Reads the value of an RRULE (`FREQ=WEEKLY;BYDAY=MO,WE`); names and values in any case; every problem found. */
export function parseRule(text: string, context: RuleContext): Result<RecurrenceRule, Problem[]> {
  const problems: Problem[] = [];
  const parts = readParts(text, problems);
  const list = (name: ListName): readonly number[] => readList(name, parts, problems);
  const weekdays = readWeekdays(parts.get('BYDAY'), problems);
  const freq = FREQUENCIES.find((known) => known === parts.get('FREQ'));
  if (!freq) problems.push(wrong('recurrence.frequency', `FREQ must be one of ${FREQUENCIES.join(', ')}.`, `FREQ 必须是 ${FREQUENCIES.join('、')} 之一。`));
  const untilText = parts.get('UNTIL');
  const until = untilText === undefined ? null : context.readUntil(untilText);
  if (untilText !== undefined && until === null) problems.push(wrong('recurrence.date', `UNTIL=${untilText} is not a date.`, `UNTIL=${untilText} 不是日期。`));
  const rule: RecurrenceRule = {
    freq: freq ?? 'DAILY',
    interval: readNumber('INTERVAL', 1_000_000, parts, problems) ?? 1,
    start: context.start,
    count: readNumber('COUNT', MAX_COUNT, parts, problems),
    until,
    weekStart: readWeekStart(parts.get('WKST'), problems),
    months: list('BYMONTH'),
    monthDays: list('BYMONTHDAY'),
    yearDays: list('BYYEARDAY'),
    weekNumbers: list('BYWEEKNO'),
    weekdays,
    easter: list('BYEASTER'),
    hours: list('BYHOUR'),
    minutes: list('BYMINUTE'),
    seconds: list('BYSECOND'),
    positions: list('BYSETPOS'),
  };
  if (rule.count !== null && !context.startGiven) {
    problems.push(wrong('recurrence.count', 'COUNT needs a start: add a DTSTART line.', 'COUNT 需要起点：请添加 DTSTART 行。'));
  }
  const filled = withDefaults(rule);
  if (timesOf(filled) > MAX_TIMES)
    problems.push(wrong('recurrence.too-many', `More than ${MAX_TIMES} times in one period.`, `一个周期内超过 ${MAX_TIMES} 个时刻。`));
  return problems.length > 0 ? fail(problems) : ok(filled);
}

function readParts(text: string, problems: Problem[]): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(';').filter((piece) => piece !== '')) {
    const [given = '', value = ''] = part.toUpperCase().split('=', 2);
    const name = given === 'BYWEEKDAY' ? 'BYDAY' : given;
    const known = Object.hasOwn(LISTS, name) || ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'].includes(name);
    if (!known)
      problems.push(wrong('recurrence.part', `"${given.slice(0, 40)}" is no part of a recurrence rule.`, `“${given.slice(0, 40)}”不是重复规则的组成部分。`));
    else if (parts.has(name)) problems.push(wrong('recurrence.part', `${name} is given twice.`, `${name} 出现了两次。`));
    parts.set(name, value);
  }
  return parts;
}

function readNumber(name: string, max: number, parts: ReadonlyMap<string, string>, problems: Problem[]): number | null {
  const text = parts.get(name);
  if (text === undefined) return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max)
    problems.push(wrong('recurrence.number', `${name} must be a whole number from 1 to ${max}.`, `${name} 必须是 1 到 ${max} 的整数。`));
  return value;
}

function readList(name: ListName, parts: ReadonlyMap<string, string>, problems: Problem[]): readonly number[] {
  const text = parts.get(name);
  if (text === undefined) return [];
  const [least, most, fromEnd] = LISTS[name];
  const values = text.split(',', 800).map((item) => (/^[+-]?\d{1,4}$/.test(item) ? Number(item) : Number.NaN));
  const fits = (value: number): boolean => (value >= least && value <= most) || (fromEnd && value <= -Math.max(least, 1) && value >= -most);
  if (!values.every(fits)) {
    const range = fromEnd ? `${least} to ${most} or -${Math.max(least, 1)} to -${most}` : `${least} to ${most}`;
    problems.push(wrong('recurrence.number', `${name} takes numbers from ${range}.`, `${name} 的取值范围是 ${range}。`));
  }
  return [...new Set(values)].toSorted((a, b) => a - b);
}

function readWeekdays(text: string | undefined, problems: Problem[]): RecurrenceRule['weekdays'] {
  if (text === undefined) return [];
  return text.split(',', 800).flatMap((item) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    const nth = match?.[1] === undefined ? null : Number(match[1]);
    if (match && nth !== 0 && Math.abs(nth ?? 1) <= 53) return [{ weekday: DAYS.indexOf(match[2] ?? ''), nth }];
    problems.push(
      wrong('recurrence.weekday', `"${item.slice(0, 20)}" is no weekday such as MO or -1FR.`, `“${item.slice(0, 20)}”不是 MO 或 -1FR 这样的星期。`),
    );
    return [];
  });
}

function readWeekStart(text: string | undefined, problems: Problem[]): number {
  const day = text === undefined ? 0 : DAYS.indexOf(text);
  if (day < 0) problems.push(wrong('recurrence.weekday', 'WKST must be one of MO, TU, WE, TH, FR, SA, SU.', 'WKST 必须是 MO、TU、WE、TH、FR、SA、SU 之一。'));
  return Math.max(day, 0);
}

/** RFC 5545 3.3.10: what the rule does not say is taken from the start. */
function withDefaults(rule: RecurrenceRule): RecurrenceRule {
  const day = Math.floor(rule.start / DAY_MS);
  const second = Math.floor((rule.start - day * DAY_MS) / 1000);
  const rank = FREQUENCIES.indexOf(rule.freq);
  const or = (list: readonly number[], finest: Frequency, value: number): readonly number[] =>
    list.length > 0 || rank >= FREQUENCIES.indexOf(finest) ? list : [value];
  return {
    ...rule,
    ...dayDefaults(rule, day),
    hours: or(rule.hours, 'HOURLY', Math.floor(second / 3600)),
    minutes: or(rule.minutes, 'MINUTELY', Math.floor(second / 60) % 60),
    seconds: or(rule.seconds, 'SECONDLY', second % 60),
  };
}

function dayDefaults(rule: RecurrenceRule, day: number): Partial<RecurrenceRule> {
  const said = [rule.monthDays, rule.yearDays, rule.weekNumbers, rule.weekdays, rule.easter].some((list) => list.length > 0);
  if (said) return {};
  const date = civilOf(day);
  if (rule.freq === 'YEARLY') return { months: rule.months.length > 0 ? rule.months : [date.month], monthDays: [date.day] };
  if (rule.freq === 'MONTHLY') return { monthDays: [date.day] };
  return rule.freq === 'WEEKLY' ? { weekdays: [{ weekday: weekdayOf(day), nth: null }] } : {};
}

const timesOf = (rule: RecurrenceRule): number => Math.max(rule.hours.length, 1) * Math.max(rule.minutes.length, 1) * Math.max(rule.seconds.length, 1);

export const wrong = (code: string, en: string, zh: string): Problem => ({ code, at: '', text: { en, 'zh-CN': zh } });
