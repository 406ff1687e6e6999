import { join } from 'node:path';
import { dueTimes, parseCalendar, type BusinessCalendar } from '#calendar';
import type { Json, Problem, Text } from '#kernel';
import { isJsonObject, pointer, UserError } from '#kernel';
import type { DueTimes } from '#pipeline';
import { readJsonFile } from './input-files.js';
import { workflowsFolder } from '../engine/workspaces/workflows-folder.js';

/** A calendar as its file holds it. */
export interface CalendarEntry {
  readonly key: string;
  readonly title: Text;
  readonly document: Json;
}

export type Calendars = ReadonlyMap<string, BusinessCalendar>;

/** The calendars of a file (a list of `{ key, title, document }`), the shipped ones without a file. Throws UserError with every problem. */
export async function shippedCalendars(path: string | undefined): Promise<Calendars> {
  const entries = readEntries(await readJsonFile(path ?? join(workflowsFolder(), 'calendars.json')));
  return new Map(entries.map(({ key, calendar }) => [key, calendar]));
}

/** Due times of a pipeline in its zone. */
export const timesFor = (zone: string, calendars: Calendars): DueTimes => dueTimes(zone, calendars);

function readEntries(value: Json): readonly (CalendarEntry & { readonly calendar: BusinessCalendar })[] {
  const problems: Problem[] = [];
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (!Array.isArray(value)) problems.push(badForm('', 'a list of calendars', '日历列表'));
  const entries = list.flatMap((item, i) => {
    const at = pointer('', i);
    const { key, document = null, title = null } = isJsonObject(item) ? item : {};
    if (typeof key !== 'string') problems.push(badForm(pointer(at, 'key'), 'the name of the calendar', '日历名称'));
    const calendar = parseCalendar(document);
    if (!calendar.ok) problems.push(...calendar.error.map((problem) => ({ ...problem, at: `${at}/document${problem.at}` })));
    return calendar.ok ? [{ key: String(key), title: title as unknown as Text, document, calendar: calendar.value }] : [];
  });
  const [first, ...rest] = problems;
  if (first) throw new UserError('invalid', [first, ...rest]);
  return entries;
}

const badForm = (at: string, en: string, zh: string): Problem => ({
  code: 'calendars.form',
  at,
  text: { en: `Here must stand ${en}.`, 'zh-CN': `此处应为${zh}。` },
});
