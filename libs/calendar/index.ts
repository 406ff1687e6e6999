export * from './calendar.js';
export * from './due-times.js';
export { nextOccurrence, nextOccurrenceOf, occurrencesBetween, parseRecurrence, type Recurrence } from './recurrence.js';
export * from './working-time.js';
export { addCalendar, isTimeZone, momentAt, wallAt } from './zone.js';
export { civilOf, dayNumber, weekdayOf } from './civil.js';
