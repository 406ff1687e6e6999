import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { insightTexts } from '../texts.js';

/** Says what the amounts leave out; nothing when they leave out nothing. */
export function OtherCurrencies({ count, currency }: { readonly count: number; readonly currency: string }) {
  const t = useTexts(insightTexts);
  return count === 0 ? null : <p className={styles.note}>{t('otherCurrencies', { count, currency })}</p>;
}
