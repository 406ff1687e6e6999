import type { Json, Text } from '#kernel';
import { parseInstant } from '#kernel';

/** A named filter of a text hole: `{{path | name('argument')}}`. */
export interface Filter {
  readonly arguments: 0 | 1;
  readonly help: Text;
  readonly apply: (value: Json, argument: string | null) => Json;
}

const textOf = (value: Json): string => (value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Groups of three digits; at most two decimals, both or none shown: 1234567.5 gives 1,234,567.50. */
function money(value: Json): string {
  const amount = typeof value === 'number' ? value : Number(typeof value === 'string' && value.trim() !== '' ? value : Number.NaN);
  if (!Number.isFinite(amount) || Math.abs(amount) >= 1e21) return textOf(value);
  const fixed = Number.isInteger(amount) ? String(Math.abs(amount)) : Math.abs(amount).toFixed(2);
  const [whole = '0', decimals] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** `2026-11-21T08:30:00.000Z` gives `2026-11-21`; what is no date stays as it is. */
const date = (value: Json): Json => (typeof value === 'string' ? (parseInstant(value)?.slice(0, 10) ?? value) : value);
/** The same with hours and minutes, UTC. */
const time = (value: Json): Json => (typeof value === 'string' ? (parseInstant(value)?.slice(0, 16).replace('T', ' ') ?? value) : value);

const isUnfilled = (value: Json): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

export const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['upper', { arguments: 0, help: { en: 'Upper case', 'zh-CN': '大写' }, apply: (value) => textOf(value).toUpperCase() }],
  ['lower', { arguments: 0, help: { en: 'Lower case', 'zh-CN': '小写' }, apply: (value) => textOf(value).toLowerCase() }],
  ['trim', { arguments: 0, help: { en: 'Without blanks at both ends', 'zh-CN': '去掉首尾空白' }, apply: (value) => textOf(value).trim() }],
  ['date', { arguments: 0, help: { en: 'The day (UTC)', 'zh-CN': '日期（UTC）' }, apply: date }],
  ['time', { arguments: 0, help: { en: 'Day, hours and minutes (UTC)', 'zh-CN': '日期与时分（UTC）' }, apply: time }],
  ['money', { arguments: 0, help: { en: 'Digits grouped by three', 'zh-CN': '千分位' }, apply: money }],
  ['json', { arguments: 0, help: { en: 'As JSON text', 'zh-CN': '转为 JSON 文本' }, apply: (value) => JSON.stringify(value) }],
  [
    'join',
    {
      arguments: 1,
      help: { en: 'Members of a list, joined by the argument', 'zh-CN': '用参数连接列表各项' },
      apply: (value, by) => (Array.isArray(value) ? value.map(textOf).join(by ?? ', ') : value),
    },
  ],
  [
    'default',
    {
      arguments: 1,
      help: { en: 'The argument where the value is not filled', 'zh-CN': '未填写时用参数' },
      apply: (value, or) => (isUnfilled(value) ? (or ?? '') : value),
    },
  ],
]);

export { textOf };
