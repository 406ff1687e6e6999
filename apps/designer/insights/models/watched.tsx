import { Alert } from '@mantine/core';
import { IconWaveSine } from '@tabler/icons-react';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import type { Model } from './shapes.js';
import { modelTexts } from './texts.js';

/** What the daily look at drift found last; loud where the version in use has drifted. */
export function Watched({ watch }: { readonly watch: NonNullable<Model['watch']> }) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const said = {
    at: format.date(watch.asOf),
    state: t(watch.state),
    psi: watch.psi === null ? '–' : format.number(watch.psi, 3),
    count: watch.n,
  };
  const lately = watch.feature === null ? t('watched', said) : t('watchedMost', { ...said, feature: format.text(watch.feature) });
  if (watch.noticedAt === null) return <p className={styles.note}>{lately}</p>;
  return (
    <Alert
      color="yellow"
      className={styles.alert}
      classNames={{ title: styles.alertTitle ?? '' }}
      icon={<IconWaveSine size={20} aria-hidden />}
      title={t('driftNoticed', { at: format.date(watch.noticedAt) })}
    >
      <p>{lately}</p>
      <p>{t('driftNoticedHint')}</p>
    </Alert>
  );
}
