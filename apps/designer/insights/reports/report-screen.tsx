import { Button } from '@mantine/core';
import { IconArrowLeft, IconCalendarClock, IconFileSpreadsheet, IconPencil, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { addressOf } from '../../api/ask.js';
import { ROUTES } from '../../api/routes.generated.js';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { askSure } from '../../ui/ask-sure.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import type { Report } from './definition.js';
import { ResultFigure } from './result-figure.js';
import { ScheduleDialog } from './schedule-dialog.js';
import { reportTexts } from './texts.js';
import { useMayChange } from './use-may-change.js';

/** One saved report with its numbers of now. */
export function ReportScreen({ report }: { readonly report: Report }) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const result = useAnswer('runReport', { params: { id: report.id } });
  return (
    <div className={styles.screen}>
      <Tools report={report} />
      {report.nextAt !== null && <p className="quiet">{t('scheduled', { at: format.moment(report.nextAt) })}</p>}
      <Answered answer={result}>{(data) => <ResultFigure title={report.name} result={data} chart={report.definition.chart} />}</Answered>
    </div>
  );
}

function Tools({ report }: { readonly report: Report }) {
  const t = useTexts(reportTexts);
  const mayChange = useMayChange(report);
  const { change } = useInsightSearch();
  const [isScheduling, setScheduling] = useState(false);
  const remove = useWrite('removeReport', ['listReports']);
  const drop = (): void =>
    remove.mutate(
      { params: { id: report.id } },
      {
        onSuccess: () => {
          showDone(t('removed'));
          change({ key: undefined });
        },
      },
    );
  return (
    <div className={styles.scope}>
      <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={() => change({ key: undefined })}>
        {t('back')}
      </Button>
      {mayChange && (
        <>
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => change({ edit: 'yes' })}>
            {t('edit')}
          </Button>
          <Button variant="default" leftSection={<IconCalendarClock size={16} aria-hidden />} onClick={() => setScheduling(true)}>
            {t('schedule')}
          </Button>
        </>
      )}
      <Button
        component="a"
        href={addressOf(ROUTES.exportReport[1], { id: report.id }, { format: 'xlsx', withChart: true })}
        download
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
      >
        {t('excel')}
      </Button>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => globalThis.print()}>
        {t('print')}
      </Button>
      {mayChange && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => askSure({ title: t('remove'), text: report.name, confirm: t('remove'), onYes: drop })}
        >
          {t('remove')}
        </Button>
      )}
      {isScheduling && <ScheduleDialog report={report} onClose={() => setScheduling(false)} />}
    </div>
  );
}
