import type { Locale } from '#kernel';
import { en } from './en.js';
import { zhCn } from './zh-cn.js';

/** Every text there is in one language, so every text there is in the other. */
export type Texts = typeof zhCn;

const TEXTS: Readonly<Record<Locale, Texts>> = { en, 'zh-CN': zhCn };

export const textsOf = (locale: Locale): Texts => TEXTS[locale];
