const pad = (part: number): string => String(part).padStart(2, '0');

/** Reads a date as people type it: 2026-01-31, 2026/1/31, 2026年1月31日, 31.1.2026; null when it is none. */
export function readDate(text: string): string | null {
  const parts = text.trim().match(/\d+/g);
  if (parts?.length !== 3) return null;
  const [a = '', b = '', c = ''] = parts;
  const [year, month, day] = a.length === 4 ? [a, b, c] : [c, b, a];
  const date = `${year}-${pad(Number(month))}-${pad(Number(day))}`;
  const at = new Date(`${date}T00:00:00Z`);
  return year.length === 4 && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : null;
}

/** A moment as `YYYY-MM-DD HH:mm:ss` on the clock of this browser; null for what is no moment. */
export function toLocal(at: string): string | null {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return null;
  const date = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  return `${date} ${pad(moment.getHours())}:${pad(moment.getMinutes())}:${pad(moment.getSeconds())}`;
}

/** The way back: in UTC with milliseconds. */
export const fromLocal = (text: string): string => new Date(text.replace(' ', 'T')).toISOString();
