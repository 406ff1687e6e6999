import { isJsonObject, pointer, type Json, type JsonPointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Calendars of working time, in `after` and anywhere in the inputs of steps. */
export const calendarUnknown: Check = {
  code: 'calendar.unknown',
  severity: 'error',
  meaning: { en: 'Working time is counted by a calendar that the workspace does not have.', 'zh-CN': '工作时间所依据的日历在工作区中不存在。' },
  example: '{ "business": "PT8H", "calendar": "suport" }.',
  *find(context: VerifyContext): Generator<Finding> {
    const places = context.states.flatMap(({ timers }) => timers.map(({ delay, id }) => ({ value: delay as Json, at: pointer(id, 'in') })));
    for (const { template, at } of context.inputs()) places.push({ value: template, at });
    for (const { value, at } of places)
      for (const { calendar, place } of calendarsIn(value, at, 0))
        if (!context.surroundings.hasCalendar(calendar)) yield unknownName({ en: 'calendar', zh: '日历' }, calendar, [], place);
  },
};

function* calendarsIn(value: Json, at: JsonPointer, depth: number): Generator<{ readonly calendar: string; readonly place: JsonPointer }> {
  if (typeof value !== 'object' || value === null || depth > 32) return;
  if (isJsonObject(value) && Object.keys(value).length === 2 && typeof value['business'] === 'string' && typeof value['calendar'] === 'string') {
    if (!value['calendar'].includes('{{')) yield { calendar: value['calendar'], place: pointer(at, 'calendar') };
    return;
  }
  for (const [key, member] of Object.entries(value)) yield* calendarsIn(member as Json, pointer(at, key), depth + 1);
}
