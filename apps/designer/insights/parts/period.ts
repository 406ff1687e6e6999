const DAY_MS = 86_400_000;

export const PERIODS = ['30d', '90d', '12m', '24m', 'all', 'own'] as const;
export type Period = (typeof PERIODS)[number];

export const isPeriod = (text: string | undefined): text is Period => (PERIODS as readonly string[]).includes(text ?? '');

/** Before any record: `all` begins here. */
const BEGINNING = '2000-01-01T00:00:00.000Z';
const MONTHS: Readonly<Record<string, number>> = { '12m': 12, '24m': 24 };
const DAYS: Readonly<Record<string, number>> = { '30d': 30, '90d': 90 };

/** Bounds of a period as the API takes them, in the reader's calendar; begins at midnight, so that it stays the same for a day. `now` in milliseconds. */
export function boundsOf(
  period: Period,
  own: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { readonly from?: string; readonly to?: string } {
  if (period === 'own')
    return {
      ...(own.from === undefined ? {} : { from: midnight(own.from).toISOString() }),
      ...(own.to === undefined ? {} : { to: new Date(midnight(own.to).getTime() + DAY_MS).toISOString() }),
    };
  if (period === 'all') return { from: BEGINNING };
  const begin = new Date(now);
  begin.setHours(0, 0, 0, 0);
  const months = MONTHS[period];
  if (months === undefined) begin.setDate(begin.getDate() - (DAYS[period] ?? 0));
  else begin.setMonth(begin.getMonth() - months);
  return { from: begin.toISOString() };
}

/** The beginning of a calendar day, `2026-01-31`, where the reader is. */
function midnight(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}
