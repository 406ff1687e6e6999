import type { Format } from '../i18n/format.js';

/** What a figure's numbers count. Shares are 0 to 1, lengths are seconds, money is in major units. */
export type Unit =
  | { readonly kind: 'count' }
  | { readonly kind: 'number'; readonly digits: number }
  | { readonly kind: 'share' }
  | { readonly kind: 'length' }
  | { readonly kind: 'money'; readonly currency: string };

export const COUNT: Unit = { kind: 'count' };
export const SHARE: Unit = { kind: 'share' };
export const LENGTH: Unit = { kind: 'length' };
export const money = (currency: string): Unit => ({ kind: 'money', currency });
export const decimal = (digits: number): Unit => ({ kind: 'number', digits });

/** A value as it reads in a table; an en dash where there is none. */
export function sayIn(format: Format, unit: Unit, value: number | null): string {
  if (value === null) return '–';
  switch (unit.kind) {
    case 'count':
      return format.number(value);
    case 'number':
      return format.number(value, unit.digits);
    case 'share':
      return format.percent(value, 1);
    case 'length':
      return format.length(value * 1000);
    case 'money':
      return format.money(Math.abs(value) >= 100 ? Math.round(value) : value, unit.currency);
  }
}

/** The same for an axis or a label in a drawing, where room is short. */
export function sayShort(format: Format, unit: Unit, value: number): string {
  switch (unit.kind) {
    case 'share':
      return format.percent(value, value > 0 && value < 0.1 ? 1 : 0);
    case 'length':
      return value === 0 ? format.number(0) : format.length(value * 1000);
    case 'number':
      return Math.abs(value) < 1000 ? format.number(value, unit.digits) : format.compact(value);
    case 'money':
      return shortMoney(format, unit.currency, value);
    case 'count':
      return format.compact(value);
  }
}

const shortMoneys = new Map<string, Intl.NumberFormat | null>();

function shortMoney(format: Format, currency: string, value: number): string {
  const key = `${format.language} ${currency}`;
  if (!shortMoneys.has(key)) shortMoneys.set(key, shortMoneyFormat(format.language, currency));
  return shortMoneys.get(key)?.format(value) ?? format.compact(value);
}

function shortMoneyFormat(language: string, currency: string): Intl.NumberFormat | null {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 });
  } catch {
    // Not a currency that the browser knows.
    return null;
  }
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds from one line of an axis of lengths to the next: whole minutes, hours or days, five lines at most. */
export function lengthStep(most: number): number {
  const unit = most > 3 * DAY ? DAY : most > 3 * HOUR ? HOUR : MINUTE;
  const step = STEPS.find((one) => one * unit * 5 >= most) ?? Math.ceil(most / unit / 5);
  return step * unit;
}
