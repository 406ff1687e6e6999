import { Button, Group, MultiSelect, NativeSelect, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import { useMe } from '../../app/session.js';
import { dropdown } from '../../fields/input-props.js';
import { usePeople } from '../../fields/use-names.js';
import { useFormat } from '../../i18n/format.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { showDone } from '../../ui/show-done.js';
import type { Report } from './definition.js';
import { reportTexts } from './texts.js';

type Schedule = NonNullable<Report['schedule']>;

/** 1 January 2024 was a Monday. */
const mondayPlus = (days: number): Date => new Date(Date.UTC(2024, 0, 1 + days));

/** When a report is mailed, and to whom. */
export function ScheduleDialog({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const me = useMe();
  const people = usePeople();
  const change = useWrite('changeReport', ['listReports']);
  const send = useWrite('sendReport', ['listReports']);
  const [schedule, setSchedule] = useState<Schedule>(
    report.schedule ?? { every: 'week', day: 1, hour: 8, zone: format.timeZone, recipients: [me.id], locale: format.language },
  );
  const set = (next: Partial<Schedule>): void => setSchedule({ ...schedule, ...next });
  const save = (next: Schedule | null): void =>
    change.mutate(
      { params: { id: report.id }, body: { schedule: next } },
      {
        onSuccess: () => {
          showDone(t('saved'));
          onClose();
        },
      },
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save(schedule);
  };
  const weekday = new Intl.DateTimeFormat(format.language, { weekday: 'long', timeZone: 'UTC' });
  const days = schedule.every === 'week' ? 7 : 28;
  const dayNames = Array.from({ length: days }, (_, place) => ({
    value: String(place + 1),
    label: schedule.every === 'week' ? weekday.format(mondayPlus(place)) : format.number(place + 1),
  }));
  return (
    <Dialog onClose={onClose} title={t('schedule')} size="md">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p className="quiet">{t('scheduleLead')}</p>
          <Group grow align="flex-start">
            <NativeSelect
              label={t('every')}
              data={(['week', 'month'] as const).map((value) => ({ value, label: t(value) }))}
              value={schedule.every}
              onChange={({ currentTarget: { value } }) => set({ every: value === 'month' ? 'month' : 'week', day: 1 })}
            />
            <NativeSelect
              label={schedule.every === 'week' ? t('weekDay') : t('monthDay')}
              data={dayNames}
              value={String(schedule.day)}
              onChange={({ currentTarget: { value } }) => set({ day: Number(value) })}
            />
            <NativeSelect
              label={t('hour')}
              data={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))}
              value={String(schedule.hour)}
              onChange={({ currentTarget: { value } }) => set({ hour: Number(value) })}
            />
          </Group>
          <p className="quiet">{schedule.zone}</p>
          <MultiSelect
            label={t('recipients')}
            data={people.map(({ id, name }) => ({ value: id, label: name }))}
            value={[...schedule.recipients]}
            onChange={(recipients) => set({ recipients })}
            comboboxProps={dropdown}
            required
          />
          <NativeSelect
            label={t('language')}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={schedule.locale}
            onChange={({ currentTarget: { value } }) => set({ locale: value === 'zh-CN' ? 'zh-CN' : 'en' })}
          />
          <Group gap="xs" justify="flex-end">
            {report.schedule !== null && (
              <>
                <Button variant="subtle" color="red" onClick={() => save(null)}>
                  {t('noSchedule')}
                </Button>
                <Button
                  variant="default"
                  loading={send.isPending}
                  onClick={() => send.mutate({ params: { id: report.id } }, { onSuccess: ({ sent }) => showDone(t('sent', { count: sent })) })}
                >
                  {t('sendNow')}
                </Button>
              </>
            )}
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={schedule.recipients.length === 0}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
