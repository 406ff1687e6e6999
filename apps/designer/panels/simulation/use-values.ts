import { inLocale, type Json, type JsonObject } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useDesk, variableAt } from '../../rule-builder/index.js';

/** The values that were read: "Close value = 42,000". */
export function useValues(read: JsonObject): string {
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const said = Object.entries(read).map(([path, value]) => `${inLocale(variableAt(path, vocabulary).label, language)} = ${shown(value)}`);
  return new Intl.ListFormat(language, { type: 'unit' }).format(said);
}

const shown = (value: Json): string => (value === null ? '∅' : typeof value === 'string' ? value : JSON.stringify(value));
