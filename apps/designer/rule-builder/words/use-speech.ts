import type { Rule } from '#pipeline';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { sayRule } from './say-rule.js';
import { ruleTexts } from './texts.js';
import type { Vocabulary } from './vocabulary.js';

/** Says rules in the reader's language. */
export function useSayRule(vocabulary: Vocabulary): (rule: Rule | null | undefined) => string {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  return (rule) => sayRule(rule, { vocabulary, locale: language, t });
}
