import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { type ChartSpec, COUNT, decimal, Figure, measured, money, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { usePeriodName } from '../parts/month.js';
import { OtherCurrencies } from '../parts/other-currencies.js';
import { TooLittle } from '../parts/too-little.js';
import type { Scope } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

type Forecast = Answer<'insightForecast'>;
type Props = { readonly data: Forecast };
/** Before anything that is recorded. */
const EARLIEST = '1900-01-01T00:00:00.000Z';

/** What the open records are expected to bring, with the band, the back-test and the chances of each stage. */
export function ForecastFigures({ scope }: { readonly scope: Scope }) {
  const answer = useAnswer('insightForecast', { query: scope.query }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <div className={`${styles.wide} ${styles.screen}`}>
              <ForecastFacts data={data} />
            </div>
            <ByMonth data={data} />
            <BackTest data={data} />
            <div className={styles.wide}>
              <Chances data={data} />
            </div>
          </div>
        )}
      </Answered>
    </div>
  );
}

function ForecastFacts({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const to = insightBehind('forecast', data);
  const amount = (value: number): string => format.money(Math.round(value), data.currency);
  const { within, open } = data;
  const openTo = (title: string) => (open.count > 0 ? to(title, 'open') : null);
  return (
    <>
      <Facts
        facts={[
          {
            label: t('openValue'),
            value: amount(open.value),
            hint: t('openCount', { count: open.count, shown: format.number(open.count) }),
            target: openTo(t('openValue')),
          },
          ...(within === null
            ? []
            : [
                {
                  label: t('horizon', { days: data.horizonDays }),
                  value: amount(within.expected),
                  hint: t('horizonHint', { low: amount(within.low), high: amount(within.high) }),
                  target: openTo(t('horizon', { days: data.horizonDays })),
                },
              ]),
          ...(data.weighted === null ? [] : [{ label: t('weighted'), value: amount(data.weighted), hint: t('weightedHint'), target: openTo(t('weighted')) }]),
          ...(data.chartWeighted === null
            ? []
            : [{ label: t('chartWeighted'), value: amount(data.chartWeighted), hint: t('chartWeightedHint'), target: openTo(t('chartWeighted')) }]),
        ]}
      />
      <OtherCurrencies count={data.otherCurrencies} currency={data.currency} />
    </>
  );
}

function ByMonth({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const nameOf = usePeriodName('month', data.zone);
  const unit = money(data.currency);
  const to = insightBehind('forecast', data);
  const behind = (measure: string) => (month: Forecast['months'][number]) => to(nameOf(month), measure, month.key);
  const { table, categories, of, series } = measured({
    of: t('month'),
    rows: data.months,
    nameOf,
    measures: [
      { title: t('expected'), unit, isDrawn: true, tone: 'accent', value: ({ expected }) => expected, target: behind('expected') },
      { title: t('low'), unit, isDrawn: true, value: ({ low }) => low, target: behind('low') },
      { title: t('high'), unit, isDrawn: true, value: ({ high }) => high, target: behind('high') },
      { title: t('forecastWon'), unit: decimal(1), value: ({ won }) => won, target: behind('won') },
      { title: t('cumulative'), unit, value: ({ cumulative }) => cumulative, target: behind('cumulative') },
    ],
  });
  const [middle, low, high] = series;
  const hasBand = low?.points.some(({ value }) => value !== null) ?? false;
  const spec: ChartSpec =
    hasBand && low && middle && high
      ? { kind: 'band', of, categories, low, middle, high, others: [] }
      : { kind: 'bars', of, categories, series: middle ? [middle] : [] };
  return (
    <Figure
      title={t('forecast')}
      lead={data.method === 'chart' ? t('forecastLead') : t('forecastStages')}
      spec={spec}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
      {...(data.months.length === 0 && data.tooLittle ? { instead: <TooLittle {...data.tooLittle} /> } : {})}
    >
      {data.backTest && <p className={styles.note}>{format.text(data.backTest.line)}</p>}
      {data.tooLittle && data.months.length > 0 && <TooLittle {...data.tooLittle} />}
    </Figure>
  );
}

function BackTest({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  if (data.backTest === null) return null;
  const unit = money(data.currency);
  const openThen = ({ at }: { readonly at: string }) => insightBehind('forecast', data, { from: undefined, to: at })(format.date(at), 'open');
  const { table, categories, of, series } = measured({
    of: t('cut'),
    rows: data.backTest.cuts,
    nameOf: ({ at }) => format.date(at),
    measures: [
      { title: t('low'), unit, isDrawn: true, value: ({ low }) => low, target: openThen },
      { title: t('expected'), unit, isDrawn: true, tone: 'accent', value: ({ expected }) => expected, target: openThen },
      { title: t('high'), unit, isDrawn: true, value: ({ high }) => high, target: openThen },
      { title: t('actual'), unit, isDrawn: true, isLine: true, tone: 'warn', value: ({ actual }) => actual, target: openThen },
      { title: t('records'), unit: COUNT, value: ({ runs }) => runs, target: openThen },
    ],
  });
  const [low, middle, high, actual] = series;
  if (!low || !middle || !high || !actual) return null;
  return (
    <Figure
      title={t('backTestOf')}
      lead={format.text(data.backTest.method)}
      spec={{ kind: 'band', of, categories, low, middle, high, others: [actual] }}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
    />
  );
}

function Chances({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const to = insightBehind('forecast', data);
  const behind = (measure: string) => (stage: Forecast['stages'][number]) => to(format.text(stage.title), measure, stage.key);
  // The chances rest on all stays so far, not on those of the period.
  const ever = insightBehind('time-in-stage', data, { from: EARLIEST });
  const { table, ...chart } = measured({
    of: t('stage'),
    rows: data.stages,
    nameOf: ({ title }) => format.text(title),
    measures: [
      { title: t('win'), unit: SHARE, isDrawn: true, value: ({ win }) => win, target: behind('win') },
      { title: t('probability'), unit: SHARE, isDrawn: true, tone: 'quiet', value: ({ probability }) => probability, target: behind('probability') },
      { title: t('daysLeft'), unit: decimal(1), value: ({ daysLeft }) => daysLeft, target: behind('daysLeft') },
      { title: t('records'), unit: COUNT, value: ({ count }) => count, target: behind('count') },
      { title: t('value'), unit: money(data.currency), value: ({ value }) => value, target: behind('value') },
      { title: t('basis'), unit: COUNT, value: ({ basis }) => basis, target: (stage) => ever(format.text(stage.title), 'stays', stage.key) },
    ],
  });
  return <Figure title={t('chances')} lead={t('chancesLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}
