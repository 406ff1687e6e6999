import { Button, JsonInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Answer } from '../../api/operations.js';
import { ApiProblem } from '../../api/problem.js';
import { useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { bodyOf, type Given, readJson } from './mapping.js';

interface Props {
  readonly given: Given;
  readonly payload: string;
  readonly onPayload: (text: string) => void;
}

/** A pasted delivery, and what it would do. Nothing is sent. */
export function TryMapping({ given, payload, onPayload }: Props) {
  const t = useTexts(settingsTexts);
  const trial = useWrite('tryWebhook', [], true);
  const read = readJson(payload);
  const run = (): void => {
    if (!read.ok) return;
    const { title: _, ...map } = bodyOf(given);
    trial.mutate({ body: { ...map, payload: read.value as never } });
  };
  return (
    <div role="group" aria-label={t('tryMapping')} className={styles.pairs}>
      <JsonInput
        label={t('payload')}
        description={t('payloadHint')}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        autosize
        minRows={4}
        maxRows={14}
        value={payload}
        onChange={onPayload}
        error={payload.trim() !== '' && !read.ok && t('payloadBad')}
        classNames={{ input: styles.mono ?? '' }}
        spellCheck={false}
      />
      <div>
        <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={trial.isPending} disabled={!read.ok} onClick={run}>
          {t('tryIt')}
        </Button>
      </div>
      <div role="status">
        {trial.data && <Told told={trial.data} />}
        {trial.error && <p className={styles.wrong}>{trial.error instanceof ApiProblem ? trial.error.details.detail : trial.error.message}</p>}
      </div>
    </div>
  );
}

function Told({ told }: { readonly told: Answer<'tryWebhook'> }) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const { outcome, value, record, event, fields, missing } = told;
  const name = record?.name ?? value;
  const written = Object.entries(fields);
  return (
    <>
      <p>
        <strong>{t(`tried_${outcome}`, { event, name, value })}</strong>
      </p>
      {written.length > 0 && (
        <dl className={styles.told}>
          {written.map(([field, one]) => (
            <div key={field}>
              <dt className={styles.mono}>{field}</dt>
              <dd className={styles.mono}>{typeof one === 'string' ? one : JSON.stringify(one)}</dd>
            </div>
          ))}
        </dl>
      )}
      {missing.length > 0 && (
        <p className="quiet">{t('triedMissing', { fields: new Intl.ListFormat(format.language, { type: 'conjunction' }).format(missing) })}</p>
      )}
    </>
  );
}
