import type { Locale } from '#kernel';

/** The reader's language after `Accept-Language` (RFC 9110): Chinese in any form is zh-CN, everything else English. */
export function localeOf(header: string | undefined): Locale {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find((q) => q !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => quality > 0 && (/^zh\b/.test(tag) || /^en\b/.test(tag)))
    .sort((a, b) => b.quality - a.quality);
  return wishes[0] && /^zh\b/.test(wishes[0].tag) ? 'zh-CN' : 'en';
}
