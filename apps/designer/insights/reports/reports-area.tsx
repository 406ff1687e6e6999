import { Button } from '@mantine/core';
import { IconPlus, IconReportAnalytics } from '@tabler/icons-react';
import { useAnswer } from '../../api/use-answer.js';
import { humanized, useObjects } from '../../fields/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import type { Report } from './definition.js';
import { ReportBuilder } from './report-builder.js';
import { ReportScreen } from './report-screen.js';
import { reportTexts } from './texts.js';
import { useMayChange } from './use-may-change.js';

/** Reports of one's own: list, one report, its builder. */
export function ReportsArea() {
  const reports = useAnswer('listReports', {});
  return <Answered answer={reports}>{({ items }) => <Addressed items={items} />}</Answered>;
}

/** What the address says; the builder only for those who may save what it makes. */
function Addressed({ items }: { readonly items: readonly Report[] }) {
  const { search } = useInsightSearch();
  const report = items.find(({ id }) => id === search.key) ?? null;
  const mayChange = useMayChange(report);
  if (search.edit !== undefined && mayChange) return <ReportBuilder key={report?.id ?? 'new'} report={report} />;
  return report === null ? <ReportList items={items} /> : <ReportScreen key={report.id} report={report} />;
}

function ReportList({ items }: { readonly items: readonly Report[] }) {
  const t = useTexts(reportTexts);
  const mayAdd = useMayChange(null);
  const { change } = useInsightSearch();
  const add = mayAdd && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ edit: 'new', key: undefined })}>
      {t('newReport')}
    </Button>
  );
  if (items.length === 0) return <EmptyState icon={IconReportAnalytics} title={t('none')} hint={t('noneHint')} action={add} />;
  return (
    <div className={styles.screen}>
      <div>{add}</div>
      <Group title={t('own')} items={items.filter(({ shared }) => !shared)} />
      <Group title={t('shared')} items={items.filter(({ shared }) => shared)} />
    </div>
  );
}

function Group({ title, items }: { readonly title: string; readonly items: readonly Report[] }) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const { change } = useInsightSearch();
  const objects = useObjects();
  const pluralOf = (object: string): string => objects?.find(({ key }) => key === object)?.plural ?? humanized(object);
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{title}</h2>
      <ul className={styles.cards}>
        {items.map(({ id, name, definition, updatedAt, nextAt }) => (
          <li key={id}>
            <button type="button" className={styles.card} onClick={() => change({ key: id, edit: undefined })}>
              <IconReportAnalytics size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>{name}</strong>
                <span className="quiet">{t('of', { object: pluralOf(definition.object), at: format.date(updatedAt) })}</span>
                {nextAt !== null && <span className="quiet">{t('scheduled', { at: format.moment(nextAt) })}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
