import type { Hours, Weekday } from './hours.js';

/** A calendar's document as the form knows it; the engine has checked it. */
export interface CalendarDocument {
  readonly timeZone: string;
  readonly workingHours: Readonly<Partial<Record<Weekday, readonly Hours[]>>>;
  readonly holidays: readonly string[];
}

const NONE: CalendarDocument = { timeZone: 'UTC', workingHours: {}, holidays: [] };

export const readDocument = (document: object): CalendarDocument => ({ ...NONE, ...document });
