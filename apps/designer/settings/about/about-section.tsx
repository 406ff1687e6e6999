import { Button } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { ProblemState } from '../../ui/problem-state.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

/** What this engine is, and how it is. */
export function AboutSection() {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const health = useAnswer('getHealth', {});
  if (health.error) return <ProblemState error={health.error} retry={() => void health.refetch()} />;
  if (!health.data) return <LateSkeleton />;
  const { version, status, durability, wakeups, database, role } = health.data;
  const carried = wakeups.carrier === 'bullmq' ? t('bullmq') : t('inProcess');
  return (
    <Section
      title={t('about')}
      lead={t('aboutLead')}
      action={
        <Button variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>
          {t('refresh')}
        </Button>
      }
    >
      <Card>
        <dl className={styles.facts}>
          <dt>{t('version')}</dt>
          <dd className="figures">Millrace {version}</dd>
          <dt>{t('health')}</dt>
          <dd>
            <span role="status">{t(`health_${status}`)}</span>
          </dd>
          <dt>{t('durability')}</dt>
          <dd>{durability.reduced ? durability.why : t('durable')}</dd>
          <dt>{t('carrier')}</dt>
          <dd>{wakeups.connected ? carried : `${carried} · ${t('notConnected')}`}</dd>
          <dt>{t('database')}</dt>
          <dd>
            {t(database.embedded ? 'embedded' : 'own')}
            <span className={styles.quietLine}>{t('latency', { ms: format.number(database.latencyMs, 1) })}</span>
          </dd>
          <dt>{t('processRole')}</dt>
          <dd className={styles.mono}>{role}</dd>
        </dl>
      </Card>
    </Section>
  );
}
