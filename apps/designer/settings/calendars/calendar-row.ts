import type { Answer } from '../../api/operations.js';

/** A calendar as the engine lists it. */
export type CalendarRow = Answer<'listCalendars'>['items'][number];
