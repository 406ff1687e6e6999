import { epochMs, formatDuration, instantAt, parseDuration, UserError, type Duration, type Instant } from '#kernel';
import type { BusinessCalendar } from './calendar.js';
import { addWorkingDays, addWorkingTime, workingTimeBetween } from './working-time.js';
import { addCalendar, calendarBetween, DAY_MS } from './zone.js';

/** An ISO 8601 length, or working time (`PT8H`) or working days (`P2D`) of a calendar. */
export type Delay = string | { readonly business: string; readonly calendar: string };

/** Fits the port of the same name in the pipeline library. */
export interface DueTimes {
  due(delay: Delay, from: Instant): Instant;
  remaining(delay: Delay, now: Instant, due: Instant): string;
}

const MAX_MS = 253_402_300_799_999; // the end of the year 9999

/**
 * Due times of one pipeline. `zone` is its IANA zone: years, months, weeks and days keep the time of day there, hours and
 * below are exact. Business lengths follow the named calendar in its own zone: days first, then time.
 * Throws UserError for an unknown calendar (`calendar.unknown`), a text that is no length (`delay.form`), years or
 * months of business time (`delay.business`), and a due time after the year 9999 (`delay.too-long`).
 */
export function dueTimes(zone: string, calendars: ReadonlyMap<string, BusinessCalendar>): DueTimes {
  const calendarOf = (key: string): BusinessCalendar => {
    const calendar = calendars.get(key);
    if (calendar) return calendar;
    throw refusal('calendar.unknown', `There is no calendar "${key}".`, `没有名为“${key}”的日历。`);
  };
  return {
    due: (delay, from) =>
      typeof delay === 'string' ? plainDue(length(delay), from, zone) : businessDue(length(delay.business), from, calendarOf(delay.calendar)),
    remaining(delay, now, due) {
      if (due <= now) return 'PT0S';
      // Working days that have begun are counted out as working time, so that the rest can be resumed at any hour.
      if (typeof delay !== 'string') return formatDuration(workingTimeBetween(now, due, calendarOf(delay.calendar)));
      const { years, months, days } = length(delay);
      return years + months + days === 0 ? formatDuration(epochMs(due) - epochMs(now)) : calendarRest(now, due, zone);
    },
  };
}

function length(text: string): Duration {
  const duration = parseDuration(text);
  if (duration) return duration;
  throw refusal('delay.form', `"${text}" is not a length such as P3D or PT8H.`, `“${text}”不是 P3D 或 PT8H 这样的时长。`);
}

function plainDue(duration: Duration, from: Instant, zone: string): Instant {
  const start = epochMs(from);
  const roughMs = (duration.years * 366 + duration.months * 31 + duration.days) * DAY_MS + duration.exactMs;
  if (start + roughMs > MAX_MS) throw refusal('delay.too-long', 'This length ends after the year 9999.', '该时长超出公元 9999 年。');
  return instantAt(addCalendar(start, duration, zone) + duration.exactMs);
}

function businessDue(duration: Duration, from: Instant, calendar: BusinessCalendar): Instant {
  if (duration.years > 0 || duration.months > 0) {
    throw refusal('delay.business', 'Business time is counted in days and hours, not in months or years.', '工作时间按天和小时计算，不能使用月或年。');
  }
  return addWorkingTime(addWorkingDays(from, duration.days, calendar), duration.exactMs, calendar);
}

function calendarRest(now: Instant, due: Instant, zone: string): string {
  const { days, restMs } = calendarBetween(epochMs(now), epochMs(due), zone);
  if (days === 0) return formatDuration(restMs);
  return restMs === 0 ? `P${days}D` : `P${days}D${formatDuration(restMs).slice(1)}`;
}

const refusal = (code: string, en: string, zh: string): UserError => new UserError('invalid', { code, at: '', text: { en, 'zh-CN': zh } });
