import { inLocale, type JsonObject, type Text } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { simulationTexts } from './texts.js';
import { useValues } from './use-values.js';
import styles from './simulation.module.css';

/** A reason, and the values it was decided by, by their paths. */
export interface Refused {
  readonly text: Text;
  readonly read?: JsonObject;
}

/** Why not, with the values that decided it. */
export function ReasonLine({ reason }: { readonly reason: Refused }) {
  const t = useTexts(simulationTexts);
  const { language } = useLanguage();
  const values = useValues(reason.read ?? {});
  return (
    <p className={styles.reason}>
      {inLocale(reason.text, language)}
      {values !== '' && <small>{t('read', { values })}</small>}
    </p>
  );
}
