import { create } from 'zustand';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Shown in its own language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

const KEPT = 'millrace-lang';
const YEAR_SECONDS = 31_536_000;

interface LanguageState {
  readonly language: Language;
  /** `?pseudo` stretches and brackets every text, to find what is not translated or has no room. */
  readonly isPseudo: boolean;
  choose(language: Language): void;
}

export const useLanguage = create<LanguageState>((set) => ({
  language: wished(),
  isPseudo: new URLSearchParams(location.search).has('pseudo'),
  choose: (language) => {
    // The engine reads the same cookie, so that its sentences come in the same language.
    document.cookie = `${KEPT}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
    set({ language });
  },
}));

function wished(): Language {
  const kept = localStorage.getItem(KEPT);
  const asked = new URLSearchParams(location.search).get('lang');
  const known = LANGUAGES.find((language) => language === asked) ?? LANGUAGES.find((language) => language === kept);
  return known ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
}

/** Before anything is drawn. */
export function startLanguage(): void {
  document.documentElement.lang = useLanguage.getState().language;
}
