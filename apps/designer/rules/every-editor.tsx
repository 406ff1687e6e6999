import { Chip, Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { Instant } from '#kernel';
import type { RuleTrigger } from '#pipeline';
import { nextOccurrence, parseRecurrence } from '#calendar';
import { useFormat } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { readSimple, WEEK, writeSimple, type Simple } from './recurrence.js';
import { weekday } from './say-trigger.js';
import { rulesTexts } from './texts.js';
import styles from './rules.module.css';

type Every = Extract<RuleTrigger, { readonly every: string }>;

interface Props {
  readonly on: Every;
  readonly onChange: (on: Every) => void;
  readonly isDisabled: boolean;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY'] as const;
const START: Simple = { frequency: 'WEEKLY', days: ['MO'], dayOfMonth: 1, time: '09:00' };
const ZONES = Intl.supportedValuesOf('timeZone');

/** Times that come round, in a time zone of the rule's own; with the next ones as they will be. */
export function EveryEditor({ on, onChange, isDisabled }: Props) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const simple = readSimple(on.every);
  const set = (part: Partial<Simple>): void => onChange({ ...on, every: writeSimple({ ...(simple ?? START), ...part }) });
  return (
    <div className={styles.every}>
      <Select
        label={t('frequency')}
        data={[...FREQUENCIES, 'own' as const].map((one) => ({ value: one, label: t(one) }))}
        value={simple?.frequency ?? 'own'}
        onChange={(next) => (next === 'own' ? onChange({ ...on, every: `${on.every};INTERVAL=1` }) : set({ frequency: next as Simple['frequency'] }))}
        disabled={isDisabled}
      />
      {simple?.frequency === 'MONTHLY' && (
        <NumberInput
          label={t('dayOfMonth')}
          min={1}
          max={31}
          value={simple.dayOfMonth}
          onChange={(day) => typeof day === 'number' && set({ dayOfMonth: day })}
          disabled={isDisabled}
        />
      )}
      {simple ? (
        <TextInput
          type="time"
          label={t('at')}
          value={simple.time}
          onChange={(event) => event.currentTarget.value !== '' && set({ time: event.currentTarget.value })}
          disabled={isDisabled}
        />
      ) : (
        <TextInput
          label={t('recurrence')}
          value={on.every}
          onChange={(event) => onChange({ ...on, every: event.currentTarget.value })}
          disabled={isDisabled}
          className={styles.grow}
        />
      )}
      <Select
        label={t('timeZone')}
        data={ZONES.includes(on.timeZone) ? ZONES : [on.timeZone, ...ZONES]}
        value={on.timeZone}
        onChange={(timeZone) => timeZone !== null && onChange({ ...on, timeZone })}
        searchable
        limit={50}
        disabled={isDisabled}
      />
      {simple?.frequency === 'WEEKLY' && (
        <fieldset className={styles.days}>
          <legend>{t('days')}</legend>
          <Chip.Group multiple value={[...simple.days]} onChange={(days) => days.length > 0 && set({ days })}>
            <Group gap={4}>
              {WEEK.map((day) => (
                <Chip key={day} value={day} size="xs" disabled={isDisabled}>
                  {weekday(day, language, 'short')}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </fieldset>
      )}
      <NextTimes on={on} />
    </div>
  );
}

const SHOWN = 3;

function NextTimes({ on }: { readonly on: Every }) {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const recurrence = parseRecurrence(on.every, on.timeZone);
  if (!recurrence.ok) return <p className={styles.wrong}>{format.text(recurrence.error[0]?.text ?? { en: on.every })}</p>;
  const moments: Instant[] = [];
  for (let at: Instant | null = new Date().toISOString() as Instant; at !== null && moments.length < SHOWN;) {
    at = nextOccurrence(recurrence.value, at);
    if (at !== null) moments.push(at);
  }
  const said = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: on.timeZone,
  });
  return (
    <p className={styles.next} role="status">
      {moments.length === 0
        ? t('noNext')
        : t('next', { moments: new Intl.ListFormat(language, { type: 'unit' }).format(moments.map((moment) => said.format(new Date(moment)))) })}
    </p>
  );
}
