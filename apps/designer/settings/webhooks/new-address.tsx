import { Button } from '@mantine/core';
import { useTexts } from '../../i18n/texts.js';
import { CopyField } from '../parts/copy-field.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

/** Address and secret of an endpoint, the one time they are shown. */
export function NewAddress({
  webhook,
  onClose,
}: {
  readonly webhook: { readonly title: string; readonly url: string | null; readonly secret: string | null };
  readonly onClose: () => void;
}) {
  const t = useTexts(settingsTexts);
  return (
    <Card title={webhook.title}>
      <div role="status" className={styles.section}>
        <p>{t('shownOnce')}</p>
        {webhook.url !== null && <CopyField label={t('webhookUrl')} value={webhook.url} />}
        {webhook.secret !== null && <CopyField label={t('webhookSecret')} value={webhook.secret} />}
      </div>
      <div className={styles.foot}>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Card>
  );
}
