import { dayNumber, civilOf, momentAt, wallAt, weekdayOf } from '#calendar';
import { epochMs, type Instant, instantAt } from '#kernel';
import type { ReportSchedule } from './saved-ports.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The first moment after `after` at which the schedule is due. */
export function nextSending({ every, day, hour, zone }: ReportSchedule, after: Instant): Instant {
  const today = Math.floor(wallAt(epochMs(after), zone) / DAY_MS);
  for (let at = today; ; at += 1) {
    if (!(every === 'week' ? weekdayOf(at) === (day - 1) % 7 : civilOf(at).day === day)) continue;
    const moment = momentAt(at * DAY_MS + hour * HOUR_MS, zone, 'shift');
    if (moment > epochMs(after)) return instantAt(moment);
  }
}

/** The local date of a moment: `2026-01-31`. */
export function dateIn(zone: string, at: Instant): string {
  const { year, month, day } = civilOf(Math.floor(wallAt(epochMs(at), zone) / DAY_MS));
  return instantAt(dayNumber(year, month, day) * DAY_MS).slice(0, 10);
}
