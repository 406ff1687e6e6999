import { Button, Table } from '@mantine/core';
import { IconCalendar, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { askSure } from '../../ui/ask-sure.js';
import { showDone } from '../../ui/show-done.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { CalendarForm } from './calendar-form.js';
import type { CalendarRow } from './calendar-row.js';
import { sayHours, WEEKDAYS } from './hours.js';
import { readDocument } from './document.js';

/** Calendars of working time: listed, made, changed. */
export function CalendarsSection() {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const may = useMay();
  const { data } = useAnswer('listCalendars', {});
  const [edited, edit] = useState<CalendarRow | 'new' | null>(null);
  const remove = useWrite('removeCalendar', ['listCalendars']);
  if (!data) return null;
  const titleOf = (row: CalendarRow): string => format.text(row.title as { en: string });
  const away = (row: CalendarRow): void =>
    askSure({
      title: t('removeOf', { name: titleOf(row) }),
      text: t('removeCalendarSure'),
      confirm: t('remove'),
      onYes: () => {
        const done = (): void => {
          showDone(t('removed'));
          edit(null);
        };
        remove.mutate({ params: { key: row.key } }, { onSuccess: done });
      },
    });
  return (
    <Section
      title={t('calendars')}
      lead={t('calendarsLead')}
      action={
        may('calendar.edit') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')}>
            {t('newCalendar')}
          </Button>
        )
      }
    >
      {edited !== null && (
        <CalendarForm key={edited === 'new' ? '' : `${edited.key} ${edited.revision}`} row={edited === 'new' ? null : edited} onClose={() => edit(null)} />
      )}
      {data.items.length === 0 && edited === null && <EmptyState icon={IconCalendar} title={t('noCalendars')} hint={t('noCalendarsHint')} />}
      {data.items.length > 0 && (
        <Card>
          <Table verticalSpacing={8} aria-label={t('calendars')}>
            <Table.Tbody>
              {data.items.map((row) => {
                const { timeZone, workingHours } = readDocument(row.document);
                const days = WEEKDAYS.filter((day) => (workingHours[day] ?? []).length > 0);
                return (
                  <Table.Tr key={row.key}>
                    <Table.Th scope="row">
                      {titleOf(row)}
                      <span className={styles.quietLine}>{timeZone}</span>
                    </Table.Th>
                    <Table.Td>
                      {days.map((day) => (
                        <span key={day} className={styles.quietLine}>
                          {t(day)}: {sayHours(workingHours[day] ?? [])}
                        </span>
                      ))}
                    </Table.Td>
                    {may('calendar.edit') && (
                      <Table.Td w={184}>
                        <div className={styles.foot}>
                          <Button size="compact-sm" variant="default" aria-label={t('editOf', { name: titleOf(row) })} onClick={() => edit(row)}>
                            {t('edit')}
                          </Button>
                          <Button size="compact-sm" variant="subtle" color="red" aria-label={t('removeOf', { name: titleOf(row) })} onClick={() => away(row)}>
                            {t('remove')}
                          </Button>
                        </div>
                      </Table.Td>
                    )}
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Card>
      )}
    </Section>
  );
}
