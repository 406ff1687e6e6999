export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/** A sentence or title in the languages of the product; English is always there. */
export interface Text {
  readonly en: string;
  readonly 'zh-CN'?: string;
}

/** The text in the reader's language, English where it is missing. */
export const inLocale = (text: Text, locale: Locale): string => text[locale] ?? text.en;
