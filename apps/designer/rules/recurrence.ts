/** A recurrence that the form can draw: times of a day, a week or a month. */
export interface Simple {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  /** RFC 5545 names, in the order of the week; weekly only. */
  readonly days: readonly string[];
  /** Monthly only. */
  readonly dayOfMonth: number;
  /** `09:00`. */
  readonly time: string;
}

export const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** The recurrence as the form draws it; `null` when it says more than that. */
export function readSimple(text: string): Simple | null {
  const parts = new Map(text.split(';').map((part) => part.split('=', 2) as [string, string]));
  const frequency = parts.get('FREQ');
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY' && frequency !== 'MONTHLY') return null;
  const hour = Number(parts.get('BYHOUR') ?? 'x');
  const minute = Number(parts.get('BYMINUTE') ?? 0);
  const days = (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== '');
  const simple: Simple = { frequency, days, dayOfMonth: Number(parts.get('BYMONTHDAY') ?? 1), time: `${two(hour)}:${two(minute)}` };
  return sorted(writeSimple(simple)) === sorted(withMinute(text)) ? simple : null;
}

export function writeSimple({ frequency, days, dayOfMonth, time }: Simple): string {
  const [hour, minute] = time.split(':').map(Number);
  const week = WEEK.filter((day) => days.includes(day));
  const on = frequency === 'WEEKLY' && week.length > 0 ? `;BYDAY=${week.join(',')}` : frequency === 'MONTHLY' ? `;BYMONTHDAY=${dayOfMonth}` : '';
  return `FREQ=${frequency}${on};BYHOUR=${hour ?? 9};BYMINUTE=${minute ?? 0}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
const withMinute = (text: string): string => (text.includes('BYMINUTE=') ? text : `${text};BYMINUTE=0`);
const sorted = (text: string): string => text.split(';').sort().join(';');
