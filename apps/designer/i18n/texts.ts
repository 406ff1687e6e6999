import { useMemo } from 'react';
import { LANGUAGES, type Language, useLanguage } from './language.js';

/** Each text in both languages: English, then Simplified Chinese. `name_one` / `name_other` are asked for as `name` with `count`. */
export type Given = Readonly<Record<string, readonly [en: string, zh: string]>>;
type Stem<K> = K extends `${infer S}_one` | `${infer S}_other` ? S : K;
export type Values = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

/** The texts of one folder. */
export interface Texts<K extends string> {
  readonly namespace: string;
  readonly given: Given;
  readonly keys?: K;
}

/** Declares the texts of a folder; they travel with its code. */
export const defineTexts = <const T extends Given>(namespace: string, given: T): Texts<Stem<keyof T & string>> => ({ namespace, given });

/** The texts in the reader's language. A text never is put together from parts: holes are `{{name}}`. */
export function useTexts<K extends string>(texts: Texts<K>): Translate<K> {
  const { language, isPseudo } = useLanguage();
  return useMemo(() => translator(texts, language, isPseudo), [texts, language, isPseudo]);
}

/** The same outside of components. */
export function translate<K extends string>(texts: Texts<K>, key: K, values?: Values): string {
  const { language, isPseudo } = useLanguage.getState();
  return translator(texts, language, isPseudo)(key, values);
}

/** One a language: they are slow to make, and every component asks. */
const pluralRules: Readonly<Record<Language, Intl.PluralRules>> = { en: new Intl.PluralRules('en'), 'zh-CN': new Intl.PluralRules('zh-CN') };

function translator<K extends string>({ given }: Texts<K>, language: Language, isPseudo: boolean): Translate<K> {
  const place = LANGUAGES.indexOf(language);
  const plurals = pluralRules[language];
  return (key, values = {}) => {
    const count = values['count'];
    const both = given[key] ?? given[`${key}_${typeof count === 'number' ? plurals.select(count) : 'other'}`] ?? given[`${key}_other`];
    const text = (both?.[place] ?? key).replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));
    return isPseudo ? pseudo(text) : text;
  };
}

const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú' };

/** A third longer, accented, in brackets. */
const pseudo = (text: string): string => `[${text.replace(/[aeiouAEIOU]/g, (letter) => ACCENTS[letter] ?? letter)}${'~'.repeat(Math.ceil(text.length / 3))}]`;
