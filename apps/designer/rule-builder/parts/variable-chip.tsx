import { CloseButton } from '@mantine/core';
import { inLocale } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../desk/desk.js';
import { ruleTexts } from '../words/texts.js';
import { isKnownPath, variableAt } from '../words/vocabulary.js';
import styles from './parts.module.css';

/** A variable in place of a value; red where there is no such variable. */
export function VariableChip({ path, onClear }: { readonly path: string; readonly onClear?: () => void }) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const name = inLocale(variableAt(path, vocabulary).label, language);
  const isKnown = isKnownPath(path, vocabulary);
  return (
    <span className={styles.chip} data-unknown={!isKnown || undefined} title={isKnown ? path : t('unknownVariable', { path })}>
      <span>{name}</span>
      {!isKnown && <span className="unseen">{t('unknownVariable', { path })}</span>}
      {onClear && <CloseButton size={24} iconSize={12} onClick={onClear} aria-label={t('clearVariable', { name })} />}
    </span>
  );
}
