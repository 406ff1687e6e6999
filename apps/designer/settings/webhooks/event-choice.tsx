import { Autocomplete, SegmentedControl, TextInput } from '@mantine/core';
import { useTexts } from '../../i18n/texts.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import type { Given } from './mapping.js';
import { PairRows } from './pair-rows.js';
import { POINTER } from './pointer.js';

interface Props {
  readonly given: Given;
  readonly places: readonly string[];
  readonly onChange: (part: Partial<Given>) => void;
}

/** The event a delivery becomes: always the same, or as the payload says. */
export function EventChoice({ given, places, onChange }: Props) {
  const t = useTexts(settingsTexts);
  return (
    <div className={styles.pairs}>
      <SegmentedControl
        aria-label={t('eventHow')}
        value={given.how}
        onChange={(how) => onChange({ how: how as Given['how'] })}
        data={[
          { value: 'fixed', label: t('eventFixed') },
          { value: 'named', label: t('eventNamed') },
        ]}
      />
      {given.how === 'fixed' ? (
        <TextInput label={t('eventName')} required value={given.event} onChange={(event) => onChange({ event: event.currentTarget.value })} />
      ) : (
        <>
          <Autocomplete
            label={t('eventAt')}
            description={t('matchAtHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            pattern={POINTER}
            data={[...places]}
            value={given.eventAt}
            onChange={(eventAt) => onChange({ eventAt })}
          />
          <PairRows
            label={t('eventNames')}
            hint={t('eventNamesHint')}
            pairs={given.names}
            name={{ label: t('eventName'), data: [] }}
            value={{ label: t('wordInPayload'), data: [] }}
            onChange={(names) => onChange({ names })}
          />
        </>
      )}
    </div>
  );
}
