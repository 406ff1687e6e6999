import { parseDuration, type Locale } from '#kernel';
import type { DelayDocument } from '#pipeline';

const UNITS = {
  en: { years: 'y', months: 'mo', days: 'd', hours: 'h', minutes: 'min', seconds: 's' },
  'zh-CN': { years: '年', months: '个月', days: '天', hours: '小时', minutes: '分钟', seconds: '秒' },
} as const;

/** A length in words: `P14D` is `14 d`; what cannot be read is given as it is. */
export function sayDuration(text: string, locale: Locale): string {
  const length = parseDuration(text);
  if (!length) return text;
  const { years, months, days, exactMs } = length;
  const seconds = Math.floor(exactMs / 1000);
  const parts = { years, months, days, hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
  const units = UNITS[locale];
  const said = (Object.keys(parts) as (keyof typeof parts)[]).filter((unit) => parts[unit] > 0).map((unit) => `${parts[unit]} ${units[unit]}`);
  return said.length > 0 ? said.join(' ') : `0 ${units.seconds}`;
}

/** How long a timer runs, in words. */
export function sayDelay(delay: DelayDocument, locale: Locale): string {
  if (typeof delay === 'string') return sayDuration(delay, locale);
  const length = sayDuration(delay.business, locale);
  return locale === 'zh-CN' ? `${length}工作时间` : `${length} of working time`;
}

/** What stands on a line that has no title and no event. */
export const EDGE_WORDS = {
  en: {
    always: 'automatically',
    done: 'done',
    after: (length: string) => `after ${length}`,
    invokeDone: (id: string) => `${id} done`,
    invokeError: (id: string) => `${id} failed`,
    historyDefault: 'without a history',
  },
  'zh-CN': {
    always: '自动',
    done: '完成',
    after: (length: string) => `${length}后`,
    invokeDone: (id: string) => `${id} 完成`,
    invokeError: (id: string) => `${id} 失败`,
    historyDefault: '无历史时',
  },
} as const;
