import { fail, isJsonObject, ok, pointer, type JsonPointer, type Problem, type Result } from '#kernel';
import { isTimeZone } from './zone.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Opening hours of one stretch of a day, in minutes after midnight on the wall clock: `from` inclusive, `to` exclusive, at most 1440. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** When an organisation works. Only `parseCalendar` makes it; never changed afterwards. */
export interface BusinessCalendar {
  /** IANA zone in which the hours are meant. */
  readonly timeZone: string;
  /** Sorted, without overlap; an absent weekday is free. */
  readonly workingHours: Readonly<Record<Weekday, readonly Hours[]>>;
  /** Free days, `YYYY-MM-DD`. */
  readonly holidays: ReadonlySet<string>;
  /** Hours of single dates in place of their weekday's: short days before a feast, make-up workdays on a weekend. */
  readonly specialHours: ReadonlyMap<string, readonly Hours[]>;
}

const MAX_DATES = 5000;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a calendar document:
 * `{ timeZone, workingHours: { mon: [{ from: "09:00", to: "17:00" }] }, holidays?: [DATE], specialHours?: { DATE: [{ from, to }] } }`.
 * Every problem found is returned. `to` may be `24:00`. Members besides these are refused.
 */
export function parseCalendar(input: unknown): Result<BusinessCalendar, Problem[]> {
  const problems: Problem[] = [];
  if (!isJsonObject(input)) {
    return fail([problem('calendar.form', '', 'A calendar is an object.', '日历必须是一个对象。')]);
  }
  for (const key of Object.keys(input)) {
    if (!['timeZone', 'workingHours', 'holidays', 'specialHours'].includes(key)) {
      problems.push(problem('calendar.member', pointer('', key), `A calendar has no member "${key}".`, `日历没有“${key}”这一项。`));
    }
  }
  const calendar: BusinessCalendar = {
    timeZone: readZone(input['timeZone'], problems),
    workingHours: readWeek(input['workingHours'], problems),
    holidays: readHolidays(input['holidays'] ?? [], problems),
    specialHours: readSpecial(input['specialHours'] ?? {}, problems),
  };
  problems.push(...contradictions(calendar));
  return problems.length > 0 ? fail(problems) : ok(calendar);
}

function readZone(value: unknown, problems: Problem[]): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  problems.push(problem('calendar.time-zone', '/timeZone', 'Name a time zone such as Asia/Shanghai.', '请给出时区，例如 Asia/Shanghai。'));
  return 'UTC';
}

function readWeek(value: unknown, problems: Problem[]): Record<Weekday, readonly Hours[]> {
  const week: Record<Weekday, readonly Hours[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  if (!isJsonObject(value)) {
    problems.push(problem('calendar.form', '/workingHours', 'Working hours are an object of weekdays.', '工作时间必须是按星期排列的对象。'));
    return week;
  }
  for (const [day, hours] of Object.entries(value)) {
    const at = pointer('/workingHours', day);
    const known = WEEKDAYS.find((weekday) => weekday === day);
    if (known) week[known] = readHours(hours, at, problems);
    else
      problems.push(
        problem('calendar.weekday', at, `"${day}" is no weekday; use ${WEEKDAYS.join(', ')}.`, `“${day}”不是星期；请使用 ${WEEKDAYS.join('、')}。`),
      );
  }
  return week;
}

function readHolidays(value: unknown, problems: Problem[]): Set<string> {
  if (!Array.isArray(value) || value.length > MAX_DATES) {
    problems.push(problem('calendar.form', '/holidays', `Holidays are a list of at most ${MAX_DATES} dates.`, `节假日是至多 ${MAX_DATES} 个日期的列表。`));
    return new Set();
  }
  value.forEach((date: unknown, n) => checkDate(date, pointer('/holidays', n), problems));
  return new Set(value.filter((date): date is string => typeof date === 'string'));
}

function readSpecial(value: unknown, problems: Problem[]): Map<string, readonly Hours[]> {
  if (!isJsonObject(value) || Object.keys(value).length > MAX_DATES) {
    problems.push(
      problem('calendar.form', '/specialHours', `Special hours are an object of at most ${MAX_DATES} dates.`, `特殊工作时间是至多 ${MAX_DATES} 个日期的对象。`),
    );
    return new Map();
  }
  return new Map(
    Object.entries(value).map(([date, hours]) => {
      const at = pointer('/specialHours', date);
      checkDate(date, at, problems);
      return [date, readHours(hours, at, problems)];
    }),
  );
}

function readHours(value: unknown, at: JsonPointer, problems: Problem[]): readonly Hours[] {
  if (!Array.isArray(value) || value.length > 48) {
    problems.push(problem('calendar.form', at, 'Hours are a list of { from, to }.', '工作时间是 { from, to } 的列表。'));
    return [];
  }
  const read = value.flatMap((entry: unknown, n) => readStretch(entry, pointer(at, n), problems));
  const sorted = read.toSorted((a, b) => a.from - b.from);
  if (sorted.some((hours, n) => n > 0 && hours.from < (sorted[n - 1]?.to ?? 0))) {
    problems.push(problem('calendar.overlap', at, 'These hours overlap.', '这些时间段互相重叠。'));
  }
  return sorted;
}

function readStretch(entry: unknown, at: JsonPointer, problems: Problem[]): Hours[] {
  const from = isJsonObject(entry) ? minutes(entry['from']) : null;
  const to = isJsonObject(entry) ? minutes(entry['to']) : null;
  if (from === null || to === null) {
    problems.push(problem('calendar.hours', at, 'Give "from" and "to" as HH:MM.', '请用 HH:MM 给出“from”和“to”。'));
    return [];
  }
  if (from < to) return [{ from, to }];
  problems.push(
    problem('calendar.hours', at, '"to" must be later than "from"; split hours over midnight into two days.', '“to”必须晚于“from”；跨午夜的时间请拆成两天。'),
  );
  return [];
}

function minutes(value: unknown): number | null {
  if (value === '24:00') return 1440;
  const match = typeof value === 'string' ? CLOCK.exec(value) : null;
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

function checkDate(date: unknown, at: JsonPointer, problems: Problem[]): void {
  if (typeof date === 'string' && DATE.test(date)) {
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (year > 0 && day <= (month === 2 && !leap ? 28 : (MONTH_DAYS[month - 1] ?? 0))) return;
  }
  problems.push(problem('calendar.date', at, 'This is not a date YYYY-MM-DD.', '这不是 YYYY-MM-DD 格式的有效日期。'));
}

function contradictions(calendar: BusinessCalendar): Problem[] {
  const twice = [...calendar.specialHours.keys()]
    .filter((date) => calendar.holidays.has(date))
    .map((date) => problem('calendar.date-twice', pointer('/specialHours', date), `${date} is a holiday and has hours.`, `${date} 既是节假日又有工作时间。`));
  const open = Object.values(calendar.workingHours).some((hours) => hours.length > 0) || [...calendar.specialHours.values()].some((hours) => hours.length > 0);
  if (open) return twice;
  return [...twice, problem('calendar.never-open', '/workingHours', 'This calendar is never open.', '此日历没有任何工作时间。')];
}

const problem = (code: string, at: JsonPointer, en: string, zh: string): Problem => ({ code, at, text: { en, 'zh-CN': zh } });
