import { nextOccurrence, parseRecurrence } from '#calendar';
import type { NextOccurrence } from './schedules.js';

/** Occurrences of RRULEs in their time zone; text that is no recurrence never comes due (publishing refuses it). */
export const nextByCalendar: NextOccurrence = (every, timeZone, after) => {
  const recurrence = parseRecurrence(every, timeZone);
  return recurrence.ok ? nextOccurrence(recurrence.value, after) : null;
};
