import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, measured } from '../../charts/index.js';
import { chartTexts } from '../../charts/texts.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { usePeriodName } from '../parts/month.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { type Scope, useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { salesTexts } from './texts.js';

/** A month unless chosen otherwise. */
export const BUCKETS = ['month', 'week', 'day'] as const;
const KINDS = ['notes', 'tasks', 'moves', 'mails'] as const;
type Activity = Answer<'insightActivity'>;

/** What people did, by person and over time. */
export function ActivityFigures({ scope }: { readonly scope: Scope }) {
  const { search } = useInsightSearch();
  const bucket = oneOf(BUCKETS, search.bucket);
  const answer = useAnswer('insightActivity', { query: { ...scope.query, bucket } }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <ByPerson data={data} />
            <OverTime data={data} />
          </div>
        )}
      </Answered>
    </div>
  );
}

type Props = { readonly data: Activity };

function ByPerson({ data }: Props) {
  const t = useTexts(salesTexts);
  const of = useTexts(insightTexts);
  const to = insightBehind('activity', data, { bucket: data.bucket });
  const pair = useTexts(chartTexts);
  const nameOf = ({ name, key }: Activity['rows'][number]): string => name ?? key ?? of('nobody');
  const { table, ...chart } = measured({
    of: t('person'),
    rows: data.rows,
    nameOf,
    measures: KINDS.map((kind) => ({
      title: t(kind),
      unit: COUNT,
      isDrawn: true,
      value: (row: Activity['rows'][number]) => row[kind],
      target: (row: Activity['rows'][number]) => to(pair('pair', { name: nameOf(row), value: t(kind) }), kind, row.key ?? '-'),
    })),
  });
  return <Figure title={t('activity')} lead={t('activityLead')} spec={{ kind: 'stack', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}

function OverTime({ data }: Props) {
  const t = useTexts(salesTexts);
  const of = useTexts(insightTexts);
  const { change } = useInsightSearch();
  const nameOf = usePeriodName(data.bucket, data.zone);
  const to = insightBehind('activity', data, { bucket: data.bucket });
  const pair = useTexts(chartTexts);
  const totals = data.periods.map((period) => {
    const rows = data.rows.flatMap(({ periods }) => periods.filter(({ key }) => key === period.key));
    const sum = (kind: (typeof KINDS)[number]): number => rows.reduce((all, row) => all + row[kind], 0);
    return { ...period, notes: sum('notes'), tasks: sum('tasks'), moves: sum('moves'), mails: sum('mails') };
  });
  const { table, ...chart } = measured({
    of: of(data.bucket),
    rows: totals,
    nameOf,
    measures: KINDS.map((kind) => ({
      title: t(kind),
      unit: COUNT,
      isDrawn: true,
      value: (row: (typeof totals)[number]) => row[kind],
      target: (row: (typeof totals)[number]) => to(pair('pair', { name: nameOf(row), value: t(kind) }), kind, undefined, row.key),
    })),
  });
  const actions = (
    <Segmented
      label={of('bucket')}
      value={data.bucket}
      choices={BUCKETS.map((value) => ({ value, label: of(value) }))}
      onChange={(bucket) => change({ bucket: bucket === 'month' ? undefined : bucket })}
    />
  );
  return <Figure title={t('activityOver')} spec={{ kind: 'stack', ...chart }} table={table} asOf={data.asOf} zone={data.zone} actions={actions} />;
}
