import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import type { CalendarRow } from './calendar-row.js';
import { readDocument } from './document.js';
import { readDates, readHours, sayHours, WEEKDAYS, type Weekday } from './hours.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const USUAL: Readonly<Record<Weekday, string>> = {
  mon: '09:00-17:00',
  tue: '09:00-17:00',
  wed: '09:00-17:00',
  thu: '09:00-17:00',
  fri: '09:00-17:00',
  sat: '',
  sun: '',
};

/** Makes or changes a calendar. What its document holds beside hours and days off stays. */
export function CalendarForm({ row, onClose }: { readonly row: CalendarRow | null; readonly onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState(() => textsOf(row));
  const [hours, setHours] = useState(() => hoursOf(row));
  const put = useWrite('putCalendar', ['listCalendars']);
  const read = Object.fromEntries(WEEKDAYS.map((day) => [day, readHours(hours[day])]));
  const isReadable = WEEKDAYS.every((day) => read[day] !== null);
  const change = (part: Partial<typeof given>): void => setGiven((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const workingHours = Object.fromEntries(Object.entries(read).filter(([, spans]) => spans && spans.length > 0));
    const body = {
      title: { en: given.en, ...(given.zh === '' ? {} : { 'zh-CN': given.zh }) },
      document: { ...row?.document, timeZone: given.timeZone, workingHours, holidays: readDates(given.holidays) } as never,
    };
    const done = (): void => {
      showDone(t('saved'));
      onClose();
    };
    put.mutate({ params: { key: given.key }, body, ...(row ? { ifMatch: row.revision } : {}) }, { onSuccess: done });
  };
  return (
    <Card title={row ? t('editOf', { name: given.en }) : t('newCalendar')}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <TextInput label={t('fieldTitleEn')} required value={given.en} onChange={(event) => change({ en: event.currentTarget.value })} />
          <TextInput label={t('fieldTitleZh')} value={given.zh} onChange={(event) => change({ zh: event.currentTarget.value })} />
          {row === null && (
            <TextInput
              label={t('calendarKey')}
              description={t('calendarKeyHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              pattern="[a-z][a-z0-9\-]*"
              value={given.key}
              onChange={(event) => change({ key: event.currentTarget.value })}
            />
          )}
          <Autocomplete label={t('timeZone')} data={ZONES} limit={100} required value={given.timeZone} onChange={(timeZone) => change({ timeZone })} />
        </div>
        <div role="group" aria-label={t('workingHours')} className={styles.section}>
          <p>
            <strong>{t('workingHours')}</strong> <span className="quiet">{t('hoursHint')}</span>
          </p>
          <div className={styles.row}>
            {WEEKDAYS.map((day) => (
              <TextInput
                key={day}
                label={t(day)}
                value={hours[day]}
                error={read[day] === null && t('hoursBad')}
                onChange={({ currentTarget: { value } }) => setHours((before) => ({ ...before, [day]: value }))}
              />
            ))}
          </div>
        </div>
        <Textarea
          label={t('holidays')}
          description={t('holidaysHint')}
          autosize
          minRows={3}
          maxRows={12}
          value={given.holidays}
          onChange={(event) => change({ holidays: event.currentTarget.value })}
        />
        <div className={styles.foot}>
          <Button type="submit" loading={put.isPending} disabled={!isReadable}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function textsOf(row: CalendarRow | null) {
  const document = row === null ? null : readDocument(row.document);
  const title = (row?.title ?? {}) as { readonly en?: string; readonly 'zh-CN'?: string };
  return {
    key: row?.key ?? '',
    en: title.en ?? '',
    zh: title['zh-CN'] ?? '',
    timeZone: document?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    holidays: (document?.holidays ?? []).join('\n'),
  };
}

function hoursOf(row: CalendarRow | null): Readonly<Record<Weekday, string>> {
  if (row === null) return USUAL;
  const { workingHours } = readDocument(row.document);
  return Object.fromEntries(WEEKDAYS.map((day) => [day, sayHours(workingHours[day] ?? [])])) as Record<Weekday, string>;
}
