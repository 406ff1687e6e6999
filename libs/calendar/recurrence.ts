import { epochMs, fail, instantAt, ok, type Instant, type Problem, type Result } from '#kernel';
import { dayNumber, monthLength } from './civil.js';
import { Budget, expand } from './recurrence-expand.js';
import { parseRule, wrong, type RecurrenceRule } from './recurrence-rule.js';
import { DAY_MS, isTimeZone, momentAt, wallAt, type WallMs } from './zone.js';

/** When something repeats, in a time zone; only `parseRecurrence` makes it. */
export interface Recurrence {
  readonly text: string;
  readonly timeZone: string;
  readonly rules: readonly RecurrenceRule[];
  readonly exceptRules: readonly RecurrenceRule[];
  readonly dates: readonly WallMs[];
  readonly exceptDates: readonly WallMs[];
}

/** Where rules without DTSTART count from: a Monday, the first of a month and of a year, at midnight. */
const ANCHOR: WallMs = dayNumber(2001, 1, 1) * DAY_MS;
const MAX_TEXT = 10_000;
const MAX_LINES = 200;
const MAX_WORK = 100_000;
/** No clock jumps further than this. */
const JUMP_MS = 3 * 3_600_000;

/**
 * Reads an RRULE (`FREQ=WEEKLY;BYDAY=MO;BYHOUR=9`), or the lines DTSTART, RRULE, RDATE, EXRULE and EXDATE of RFC 5545.
 * Times without `Z` are wall-clock times of `timeZone`. Without DTSTART it counts from Monday 2001-01-01 00:00 there, or
 * from `start`.
 */
export function parseRecurrence(text: string, timeZone: string, start?: Instant): Result<Recurrence, Problem[]> {
  if (!isTimeZone(timeZone)) return fail([wrong('recurrence.time-zone', `"${timeZone}" is no time zone.`, `“${timeZone}”不是时区。`)]);
  if (text.length > MAX_TEXT)
    return fail([wrong('recurrence.too-long', `A recurrence has at most ${MAX_TEXT} characters.`, `重复规则至多 ${MAX_TEXT} 个字符。`)]);
  // Folded lines are joined as RFC 5545 3.1 has it; a blank cannot be part of a value.
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\s+/)
    .filter((line) => line !== '');
  const problems: Problem[] = [];
  if (lines.length > MAX_LINES) problems.push(wrong('recurrence.too-long', `A recurrence has at most ${MAX_LINES} lines.`, `重复规则至多 ${MAX_LINES} 行。`));
  const read = lines.slice(0, MAX_LINES).map((line) => readLine(line, timeZone, problems));
  const values = (name: string): readonly string[] => read.flatMap((line) => (line?.name === name ? [line.value] : []));
  const dates = (name: string): readonly WallMs[] =>
    values(name).flatMap((value) => value.split(',', 1000).flatMap((date) => readDate(date, timeZone, problems)));
  const given = dates('DTSTART');
  if (given.length > 1) problems.push(wrong('recurrence.line', 'DTSTART is given twice.', 'DTSTART 出现了两次。'));
  const context = {
    start: given[0] ?? (start ? wallAt(epochMs(start), timeZone) : ANCHOR),
    startGiven: given.length > 0 || start !== undefined,
    readUntil: (value: string) => untilOf(value, timeZone),
  };
  const rules = (name: string): RecurrenceRule[] =>
    values(name).flatMap((value) => {
      const rule = parseRule(value, context);
      if (rule.ok) return [rule.value];
      problems.push(...rule.error);
      return [];
    });
  const recurrence = { text, timeZone, rules: rules('RRULE'), exceptRules: rules('EXRULE'), dates: dates('RDATE'), exceptDates: dates('EXDATE') };
  if (problems.length === 0 && recurrence.rules.length + recurrence.dates.length === 0) {
    problems.push(wrong('recurrence.empty', 'Nothing here says when it repeats: add an RRULE.', '这里没有说明何时重复：请添加 RRULE。'));
  }
  return problems.length > 0 ? fail(problems) : ok(recurrence);
}

/**
 * The first occurrence strictly after a moment; `null` when there is none, or none within the work that one question may
 * cost (100,000 days or times looked at: centuries of any sensible rule). A wall-clock time that the clock leaves out
 * happens later by the jump; one that it shows twice happens the first time.
 */
export function nextOccurrence(recurrence: Recurrence, after: Instant): Instant | null {
  const afterMs = epochMs(after);
  let best: number | null = null;
  let until: WallMs = Number.POSITIVE_INFINITY;
  for (const wall of walls(recurrence, wallAt(afterMs, recurrence.timeZone) - JUMP_MS)) {
    if (wall > until) break;
    const moment = momentAt(wall, recurrence.timeZone, 'shift');
    if (moment <= afterMs) continue;
    if (best === null || moment < best) best = moment;
    // Only a shifted time can be later than the times behind it.
    until = wallAt(best, recurrence.timeZone) === wall ? wall : wall + JUMP_MS;
  }
  return best === null ? null : instantAt(best);
}

/** As `nextOccurrence`, from the text; `null` also when the text cannot be read. For rules that were checked when they were written. */
export function nextOccurrenceOf(text: string, timeZone: string, after: Instant): Instant | null {
  const recurrence = parseRecurrence(text, timeZone);
  return recurrence.ok ? nextOccurrence(recurrence.value, after) : null;
}

/** Occurrences from `from` (inclusive) to `to` (exclusive), in order, at most `limit` (default 1,000). */
export function occurrencesBetween(recurrence: Recurrence, from: Instant, to: Instant, limit = 1000): readonly Instant[] {
  const [fromMs, toMs] = [epochMs(from), epochMs(to)];
  const end = wallAt(toMs, recurrence.timeZone) + JUMP_MS;
  const found = new Set<number>();
  for (const wall of walls(recurrence, wallAt(fromMs, recurrence.timeZone) - JUMP_MS)) {
    if (wall > end || found.size > limit) break;
    const moment = momentAt(wall, recurrence.timeZone, 'shift');
    if (moment >= fromMs && moment < toMs) found.add(moment);
  }
  return [...found]
    .toSorted((a, b) => a - b)
    .slice(0, limit)
    .map(instantAt);
}

/** Every time of the rules and dates that no exception takes away, in wall-clock order, from about `from` on. */
function* walls(recurrence: Recurrence, from: WallMs): Generator<WallMs> {
  const budget = new Budget(MAX_WORK);
  const wanted = merged([...recurrence.rules.map((rule) => expand(rule, from, budget)), recurrence.dates.toSorted((a, b) => a - b).values()]);
  const excepted = merged([...recurrence.exceptRules.map((rule) => expand(rule, from, budget)), recurrence.exceptDates.toSorted((a, b) => a - b).values()]);
  let exception = excepted.next();
  for (const wall of wanted) {
    while (!exception.done && exception.value < wall) exception = excepted.next();
    if (exception.done || exception.value !== wall) yield wall;
  }
}

/** Several ordered sequences as one, without repeats. */
function* merged(sources: readonly Iterator<WallMs>[]): Generator<WallMs> {
  const heads = sources.map((source) => source.next());
  for (let last = Number.NEGATIVE_INFINITY; ;) {
    let least = -1;
    heads.forEach((head, n) => {
      const best = heads[least];
      if (!head.done && (!best || best.done || head.value < best.value)) least = n;
    });
    const head = heads[least];
    const source = sources[least];
    if (!head || head.done || !source) return;
    if (head.value > last) yield (last = head.value);
    heads[least] = source.next();
  }
}

function readLine(line: string, timeZone: string, problems: Problem[]): { readonly name: string; readonly value: string } | null {
  const match = /^(?:(DTSTART|RRULE|EXRULE|RDATE|EXDATE)((?:;[^:;=]+=[^:;]*)*):)?([^:]*)$/i.exec(line);
  const unknown = (match?.[2] ?? '').split(';').filter((parameter) => parameter !== '' && !isOwnParameter(parameter, timeZone));
  if (match && unknown.length === 0) return { name: (match[1] ?? 'RRULE').toUpperCase(), value: match[3] ?? '' };
  problems.push(wrong('recurrence.line', `"${line.slice(0, 60)}" cannot be read here.`, `无法识别“${line.slice(0, 60)}”。`));
  return null;
}

/** The zone comes from outside; a TZID may only repeat it. */
const isOwnParameter = (parameter: string, timeZone: string): boolean =>
  /^VALUE=DATE(-TIME)?$/i.test(parameter) || parameter.toUpperCase() === `TZID=${timeZone.toUpperCase()}`;

function readDate(text: string, timeZone: string, problems: Problem[]): readonly WallMs[] {
  const wall = dateOf(text, timeZone);
  if (wall !== null) return [wall];
  problems.push(
    wrong('recurrence.date', `"${text.slice(0, 40)}" is not a date such as 20260131T090000.`, `“${text.slice(0, 40)}”不是 20260131T090000 这样的日期。`),
  );
  return [];
}

/** `YYYYMMDD`, `YYYYMMDDTHHMMSS` (wall clock) or with `Z` (UTC), years 1900 to 9999. */
function dateOf(text: string, timeZone: string): WallMs | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?))?$/i.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  const wall = dayNumber(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
  return match[7] ? wallAt(wall, timeZone) : wall;
}

/** A bare date as UNTIL holds to the end of that day. */
function untilOf(text: string, timeZone: string): WallMs | null {
  const wall = dateOf(text, timeZone);
  return wall !== null && /^\d{8}$/.test(text) ? wall + DAY_MS - 1 : wall;
}
