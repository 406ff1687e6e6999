import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { type ChartSpec, COUNT, decimal, Figure, measured, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { usePeriodName } from '../parts/month.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { type Scope, useInsightSearch } from '../parts/use-scope.js';
import { serviceTexts } from './texts.js';

type Satisfaction = Answer<'insightSatisfaction'>;
type Props = { readonly data: Satisfaction };
const MEASURES = ['csat', 'nps', 'ces'] as const;

/** What customers answered, over time with its interval, and by score. */
export function SatisfactionFigures({ scope, bucket }: { readonly scope: Scope; readonly bucket: Satisfaction['bucket'] }) {
  const { search } = useInsightSearch();
  const measure = oneOf(MEASURES, search.measure);
  const answer = useAnswer('insightSatisfaction', { query: { ...scope.query, bucket, kind: measure } }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <OverTime data={data} />
            <Scores data={data} />
          </div>
        )}
      </Answered>
    </div>
  );
}

function OverTime({ data }: Props) {
  const t = useTexts(serviceTexts);
  const { change } = useInsightSearch();
  const nameOf = usePeriodName(data.bucket, data.zone);
  const to = insightBehind('satisfaction', data, { bucket: data.bucket, kind: data.measure });
  const behind = (period: Satisfaction['periods'][number]) => to(nameOf(period), 'answers', period.key);
  const unit = data.measure === 'csat' ? SHARE : decimal(1);
  const { table, categories, of, series } = measured({
    of: t('period'),
    rows: data.periods.filter(({ answers }) => answers > 0),
    nameOf,
    measures: [
      { title: t('low'), unit, isDrawn: true, value: ({ interval }) => interval?.low ?? null, target: behind },
      {
        title: t(data.measure),
        unit,
        isDrawn: true,
        tone: 'accent',
        value: ({ value }) => value,
        target: behind,
      },
      { title: t('high'), unit, isDrawn: true, value: ({ interval }) => interval?.high ?? null, target: behind },
      { title: t('answers'), unit: COUNT, value: ({ answers }) => answers, target: behind },
    ],
  });
  const [low, middle, high] = series;
  const spec: ChartSpec | null = low && middle && high ? { kind: 'band', of, categories, low, middle, high, others: [] } : null;
  const actions = (
    <Segmented
      label={t('measure')}
      value={data.measure}
      choices={MEASURES.map((value) => ({ value, label: t(value) }))}
      onChange={(measure) => change({ measure: measure === 'csat' ? undefined : measure })}
    />
  );
  return <Figure title={t('satisfaction')} lead={t(`${data.measure}Lead`)} spec={spec} table={table} asOf={data.asOf} zone={data.zone} actions={actions} />;
}

function Scores({ data }: Props) {
  const t = useTexts(serviceTexts);
  const format = useFormat();
  const to = insightBehind('satisfaction', data, { bucket: data.bucket, kind: data.measure });
  const { table, ...chart } = measured({
    of: t('score'),
    rows: data.scores,
    nameOf: ({ score }) => format.number(score),
    measures: [
      {
        title: t('answers'),
        unit: COUNT,
        isDrawn: true,
        value: ({ count }) => count,
        target: ({ key, score }) => to(t('scoreOf', { score: format.number(score) }), 'count', key),
      },
    ],
  });
  return <Figure title={t('scores')} spec={{ kind: 'bars', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}
