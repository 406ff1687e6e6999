/** Working hours of a day. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Reads `09:00-12:00, 13:00-17:30`; null where it cannot be read. Nothing = no work. */
export function readHours(text: string): readonly Hours[] | null {
  const parts = text
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const read = parts.map((part) => {
    const match = SPAN.exec(part);
    return match ? { from: `${match[1]}:${match[2]}`, to: match[3] ?? '' } : null;
  });
  return read.every((hours) => hours !== null) ? read : null;
}

export const sayHours = (hours: readonly Hours[]): string => hours.map(({ from, to }) => `${from}-${to}`).join(', ');

/** Dates, one a line; a title of a calendar's document may say more than this form, and stays as it is. */
export const readDates = (text: string): readonly string[] => text.split(/[\s,，]+/).filter((date) => date !== '');
