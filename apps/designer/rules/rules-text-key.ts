import type { Texts } from '../i18n/texts.js';
import type { rulesTexts } from './texts.js';

export type RulesTextKey = typeof rulesTexts extends Texts<infer K> ? K : never;
