import type { Locale } from '#kernel';

const MAX_MEMBERS = 5;
const MAX_TEXT = 80;

/** A value as a reader sees it in a sentence: 42,000 · "won" · yes · a, b and 3 more. */
export function sayValue(value: unknown, locale: Locale): string {
  const zh = locale === 'zh-CN';
  if (isEmpty(value)) return zh ? '空' : 'empty';
  if (typeof value === 'boolean') return zh ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'number') return sayNumber(value);
  if (typeof value === 'string') return zh ? `“${cut(value)}”` : `"${cut(value)}"`;
  if (Array.isArray(value))
    return sayList(
      value.map((member) => (Array.isArray(member) ? '[…]' : sayValue(member, locale))),
      locale,
    );
  return zh ? '一组值' : 'a set of values';
}

/** Members one after the other, the long tail as a number. */
export function sayList(members: readonly string[], locale: Locale): string {
  const zh = locale === 'zh-CN';
  const shown = members.slice(0, MAX_MEMBERS).join(zh ? '、' : ', ');
  const more = members.length - MAX_MEMBERS;
  if (more <= 0) return shown;
  return zh ? `${shown}等另外 ${more} 项` : `${shown} and ${more} more`;
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

function sayNumber(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)) return String(value);
  const [whole = '0', decimals] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** With a capital at the beginning. */
export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
