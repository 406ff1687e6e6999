/** When a task is due, seen from now. */
export type DueGroup = 'overdue' | 'today' | 'later' | 'noDue';
export const DUE_GROUPS: readonly DueGroup[] = ['overdue', 'today', 'later', 'noDue'];

/** `now` in milliseconds; "today" is the reader's own day, whose end is given in milliseconds. */
export function dueGroup(due: string | null, now: number, endOfToday: number): DueGroup {
  if (due === null) return 'noDue';
  const at = new Date(due).getTime();
  if (at < now) return 'overdue';
  return at < endOfToday ? 'today' : 'later';
}

/** Midnight after the moment, in the zone of the browser, in milliseconds. */
export function endOfDay(now: number): number {
  const day = new Date(now);
  day.setHours(24, 0, 0, 0);
  return day.getTime();
}

/** The same time of day, so many days later than now. */
export function daysFrom(now: number, days: number, due: string | null): string {
  const at = new Date(now);
  const time = due === null ? new Date(now) : new Date(due);
  at.setDate(at.getDate() + days);
  at.setHours(time.getHours(), time.getMinutes(), 0, 0);
  return at.toISOString();
}
