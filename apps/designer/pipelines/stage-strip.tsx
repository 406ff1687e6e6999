import { inLocale } from '#kernel';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import type { StageBrief } from './stages-of.js';
import { pipelinesTexts } from './texts.js';
import styles from './pipelines.module.css';

/** The stages as one line; ends for better and worse in their colours, with a sign for those who see none. */
export function StageStrip({ stages, title }: { readonly stages: readonly StageBrief[]; readonly title: string }) {
  const t = useTexts(pipelinesTexts);
  const { language } = useLanguage();
  if (stages.length === 0) return <p className={styles.noStages}>{t('noStages')}</p>;
  return (
    <ol className={styles.strip} aria-label={t('preview', { title })}>
      {stages.map(({ id, title: name, outcome }) => (
        <li key={id} data-outcome={outcome ?? undefined} title={inLocale(name, language)}>
          {inLocale(name, language)}
        </li>
      ))}
    </ol>
  );
}
