import type { Language } from './language.js';

/** How figures and moments are written for the reader, in their own time zone. */
export interface Format {
  readonly language: Language;
  readonly timeZone: string;
  number(value: number, digits?: number): string;
  /** Short: 12.4k, 1.2万. */
  compact(value: number): string;
  percent(share: number, digits?: number): string;
  /** A decimal amount in major units. */
  money(amount: number, currency: string): string;
  /** 31 Jan 2026; of a calendar date (`2026-01-31`) or a moment. */
  date(value: string): string;
  /** 31 Jan 2026, 09:00 GMT+1. */
  moment(at: string): string;
  /** 3 hours ago, in 2 days. `now` in milliseconds. */
  relative(at: string, now?: number): string;
  /** 3 d 4 h: at most two units. */
  length(ms: number): string;
  /** Things of equal rank, one after another: a, b, c; 甲、乙、丙. */
  list(values: readonly string[]): string;
  /** One of several in the reader's language, English otherwise. */
  text(text: { readonly en: string; readonly 'zh-CN'?: string | undefined }): string;
}

const UNITS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

export function formatIn(language: Language, timeZone: string): Format {
  const list = new Intl.ListFormat(language, { style: 'narrow' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const calendarDate = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  return {
    language,
    timeZone,
    number: (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
    compact: (value) => new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value),
    percent: (share, digits = 0) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share),
    money: (amount, currency) => money(language, amount, currency),
    date: (value) => (value.length === 10 ? calendarDate.format(new Date(`${value}T00:00:00Z`)) : date.format(new Date(value))),
    moment: (at) => moment.format(new Date(at)),
    relative: (at, now = Date.now()) => {
      const ms = new Date(at).getTime() - now;
      const [unit, size] = UNITS.find(([, least]) => Math.abs(ms) >= least) ?? (['second', 1000] as const);
      return relative.format(Math.trunc(ms / size), unit);
    },
    length: (ms) => lengthIn(language, ms),
    list: (values) => list.format(values),
    text: (text) => (language === 'en' ? text.en : (text[language] ?? text.en)),
  };
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(language: Language, currency: string, isWhole: boolean): Intl.NumberFormat {
  const key = `${language} ${currency} ${isWhole}`;
  const format = moneyFormats.get(key) ?? new Intl.NumberFormat(language, { style: 'currency', currency, ...(isWhole ? { maximumFractionDigits: 0 } : {}) });
  moneyFormats.set(key, format);
  return format;
}

function money(language: Language, amount: number, currency: string): string {
  try {
    return moneyFormat(language, currency, Number.isInteger(amount)).format(amount);
  } catch {
    // Not a currency that the browser knows.
    return `${new Intl.NumberFormat(language).format(amount)} ${currency}`;
  }
}

function lengthIn(language: Language, ms: number): string {
  const parts: string[] = [];
  let rest = Math.abs(ms);
  for (const [unit, size] of UNITS.filter(([name]) => name !== 'week' && name !== 'month' && name !== 'year')) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count));
    if (parts.length === 2) break;
  }
  return parts.length > 0 ? parts.join(' ') : new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'narrow' }).format(0);
}
