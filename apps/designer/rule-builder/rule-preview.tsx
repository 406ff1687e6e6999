import { IconCheck, IconX } from '@tabler/icons-react';
import { inLocale, UserError, type Locale } from '#kernel';
import { explainRule, pathsOf, type Rule } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { useDesk } from './desk/desk.js';
import { dataFor, type Sample } from './desk/sample.js';
import { RecordPicker } from './desk/record-picker.js';
import { ruleTexts } from './words/texts.js';
import { labelsOf, type Vocabulary } from './words/vocabulary.js';
import styles from './rule-builder.module.css';

type Verdict = { readonly held: boolean; readonly sentence: string } | { readonly held: null; readonly sentence: string };

/** Whether a rule holds for the record, with the values that decide. */
function judge(rule: Rule, sample: Sample, vocabulary: Vocabulary, locale: Locale): Verdict {
  try {
    const inState = (state: string): boolean => sample.active.has(state);
    return explainRule(rule, dataFor(sample, pathsOf(rule).paths), locale, labelsOf(vocabulary), { inState });
  } catch (error) {
    if (error instanceof UserError) return { held: null, sentence: inLocale(error.problems[0].text, locale) };
    throw error;
  }
}

/** Tries a rule on a real record, in the browser. */
export function RulePreview({ rule, hasPicker }: { readonly rule: Rule | null; readonly hasPicker: boolean }) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const { vocabulary, sample, sampleId, pickSample } = useDesk();
  const verdict = rule !== null && sample ? judge(rule, sample, vocabulary, language) : null;
  return (
    <div className={styles.preview}>
      {hasPicker && <RecordPicker label={t('preview')} object={vocabulary.object} value={sampleId} onChange={pickSample} />}
      <div role="status">{verdict && <VerdictLine verdict={verdict} />}</div>
    </div>
  );
}

function VerdictLine({ verdict: { held, sentence } }: { readonly verdict: Verdict }) {
  const t = useTexts(ruleTexts);
  return (
    <p className={styles.verdict} data-held={held === null ? undefined : held}>
      {held === true ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
      <span>
        <strong>{t(held === null ? 'cannotSay' : held ? 'holds' : 'holdsNot')}</strong> {sentence}
      </span>
    </p>
  );
}
