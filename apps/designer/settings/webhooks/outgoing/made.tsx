import { Button } from '@mantine/core';
import { useTexts } from '../../../i18n/texts.js';
import { CodeSample } from '../../parts/code-sample.js';
import { CopyField } from '../../parts/copy-field.js';
import { Card } from '../../parts/section.js';
import styles from '../../settings.module.css';
import { hostOf } from './subscription.js';
import { outgoingTexts } from './texts.js';
import type { Made } from './use-subscribing.js';
import { useTest } from './use-test.js';
import { verifyExample } from './verify-example.js';

/** What whoever runs the other system needs: a new secret the one time it is shown, and code that checks with it. */
export function MadeSubscription({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const t = useTexts(outgoingTexts);
  const test = useTest();
  const host = hostOf(made.url);
  return (
    <Card title={t('made', { host })}>
      <div role="status">{made.value !== null && <CopyField label={t('madeSecret')} hint={t('madeSecretHint', { host })} value={made.value} />}</div>
      <CodeSample title={t('verify')} code={verifyExample(made.value ?? 'whsec_…')} />
      <div className={styles.foot}>
        <Button loading={test.isPending} onClick={() => test.send(made)}>
          {t('test')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Card>
  );
}
