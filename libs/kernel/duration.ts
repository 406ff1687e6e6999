/** An ISO 8601 duration in parts; each a whole number of zero or more, seconds to the millisecond. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number; // weeks are folded in: 1 week = 7 days
  /** Hours, minutes and seconds together: an exact length. */
  readonly exactMs: number;
}

const FORM = /^P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:[.,](\d{1,3}))?S)?)?$/;

/** Reads `P14D`, `PT8H`, `P1Y2M3DT4H5M6.5S`, `P2W`; `null` when the text is not such a duration. Signs are not allowed. */
export function parseDuration(text: string): Duration | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const fraction = Number((match[8] ?? '').padEnd(3, '0'));
  return {
    years: part(1),
    months: part(2),
    days: part(3) * 7 + part(4),
    exactMs: part(5) * 3_600_000 + part(6) * 60_000 + part(7) * 1000 + fraction,
  };
}

/** An exact length as ISO text: 90061000 gives `PT25H1M1S`. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000) % 60;
  const rest = ms % 1000;
  const parts = [
    [Math.floor(ms / 3_600_000), 'H'],
    [Math.floor(ms / 60_000) % 60, 'M'],
  ]
    .filter(([n]) => n !== 0)
    .map(([n, unit]) => `${n}${unit}`);
  if (seconds || rest) parts.push(`${seconds}${rest ? `.${String(rest).padStart(3, '0')}` : ''}S`);
  return `PT${parts.join('') || '0S'}`;
}
