import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionDocument, RetryDocument } from '#pipeline';
import { useTexts } from '../../i18n/texts.js';
import { LengthInput } from '../../rule-builder/index.js';
import { actionTexts } from './texts.js';
import styles from './actions.module.css';

type Retrying = Pick<ActionDocument, 'retry' | 'delivery'>;

interface Props {
  readonly value: Retrying;
  readonly onChange: (values: { readonly retry?: RetryDocument | null; readonly delivery?: ActionDocument['delivery'] | null }) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}

/** How often an external step is tried, and whether it may be sent twice. What is at its default is left out of the document. */
export function RetryEditor({ value, onChange, onBlur, isDisabled }: Props) {
  const t = useTexts(actionTexts);
  const retry = value.retry ?? {};
  const set = (part: RetryDocument): void => {
    const next = Object.fromEntries(Object.entries({ ...retry, ...part }).filter(([, one]) => one !== undefined)) as RetryDocument;
    onChange({ retry: Object.keys(next).length > 0 ? next : null });
  };
  return (
    <details className={styles.retry} open={value.retry !== undefined || value.delivery !== undefined}>
      <summary>{t('retry')}</summary>
      <div className={styles.retryBody}>
        <NumberInput
          label={t('attempts')}
          min={1}
          max={20}
          allowDecimal={false}
          placeholder="5"
          value={retry.attempts ?? ''}
          onChange={(attempts) => set({ attempts: typeof attempts === 'number' ? attempts : undefined })}
          onBlur={onBlur}
          disabled={isDisabled}
        />
        <Labelled label={t('backoff')}>
          <LengthInput label={t('backoff')} value={retry.backoff ?? 'PT30S'} onChange={(backoff) => set({ backoff })} onBlur={onBlur} isDisabled={isDisabled} />
        </Labelled>
        <Labelled label={t('timeout')}>
          <LengthInput label={t('timeout')} value={retry.timeout ?? 'PT20S'} onChange={(timeout) => set({ timeout })} onBlur={onBlur} isDisabled={isDisabled} />
        </Labelled>
        <Select
          label={t('delivery')}
          data={(['at-least-once', 'at-most-once'] as const).map((one) => ({ value: one, label: t(one) }))}
          value={value.delivery ?? 'at-least-once'}
          onChange={(delivery) => onChange({ delivery: delivery === 'at-most-once' ? delivery : null })}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
      </div>
    </details>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.labelled}>
      <span>{label}</span>
      {children}
    </div>
  );
}
