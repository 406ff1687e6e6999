import { type Format, formatIn } from './format-in.js';
import { type Language, useLanguage } from './language.js';

export type { Format } from './format-in.js';

export function useFormat(): Format {
  const { language } = useLanguage();
  return formatFor(language);
}

const formats = new Map<Language, Format>();

/** One a language: making formatters is slow, and every card of a board asks for them. */
function formatFor(language: Language): Format {
  const format = formats.get(language) ?? formatIn(language, Intl.DateTimeFormat().resolvedOptions().timeZone);
  formats.set(language, format);
  return format;
}
