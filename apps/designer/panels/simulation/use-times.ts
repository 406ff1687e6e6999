import { useMemo } from 'react';
import { dueTimes, parseCalendar, type BusinessCalendar } from '#calendar';
import type { DueTimes, PipelineDocument } from '#pipeline';
import { useAnswer } from '../../api/use-answer.js';

/** Due times as the engine reckons them, by the workspace's calendars; days are those of the pipeline's zone, or else of the reader's. `null` until the calendars are known. */
export function useTimes({ timeZone }: Pick<PipelineDocument, 'timeZone'>): DueTimes | null {
  const calendars = useAnswer('listCalendars', {}, { staleMs: 60_000 }).data;
  return useMemo(() => {
    if (!calendars) return null;
    const parsed = calendars.items.flatMap(({ key, document }): [string, BusinessCalendar][] => {
      const calendar = parseCalendar(document);
      return calendar.ok ? [[key, calendar.value]] : [];
    });
    return dueTimes(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, new Map(parsed));
  }, [calendars, timeZone]);
}
