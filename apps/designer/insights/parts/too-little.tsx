import { IconHourglassEmpty } from '@tabler/icons-react';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { insightTexts } from '../texts.js';

type Words = { readonly en: string; readonly 'zh-CN'?: string | undefined };

/** In place of a drawing: how much data it needs. */
export function TooLittle({ least, have, of }: { readonly least: number; readonly have: number; readonly of: Words }) {
  const t = useTexts(insightTexts);
  const format = useFormat();
  return <Lacking sentence={t('tooLittleHint', { least: format.number(least), have: format.number(have), of: format.text(of) })} />;
}

/** The same where the engine says it in a sentence. */
export function Lacking({ sentence }: { readonly sentence: string }) {
  const t = useTexts(insightTexts);
  return (
    <div className={styles.lacking}>
      <IconHourglassEmpty size={24} stroke={1.6} aria-hidden />
      <strong>{t('tooLittle')}</strong>
      <span>{sentence}</span>
    </div>
  );
}
