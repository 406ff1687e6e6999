import { LOCALES, type Locale } from '#kernel';

const COOKIE = 'millrace-lang';
const YEAR_SECONDS = 31_536_000;

const known = (text: unknown): Locale | null => LOCALES.find((locale) => locale === text) ?? null;

/** The page's language: `?lang=` (then `setCookie` remembers it), else the cookie, else the browser's wish. */
export function pageLanguage(asked: unknown, cookies: string | undefined, wished: Locale): { readonly locale: Locale; readonly setCookie: string | null } {
  const chosen = known(asked);
  if (chosen) return { locale: chosen, setCookie: `${COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax` };
  const kept = new RegExp(`(?:^|;)\\s*${COOKIE}=([A-Za-z-]{2,8})\\s*(?:;|$)`).exec(cookies ?? '')?.[1];
  return { locale: known(kept) ?? wished, setCookie: null };
}
