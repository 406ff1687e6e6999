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
            <Chances data={data} />
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
  return (
    <>
      <Facts
        facts={[
          {
            label: t('openValue'),
            value: amount(open.value),
            hint: t('openCount', { count: open.count, shown: format.number(open.count) }),
            target: open.count > 0 ? to(t('openValue'), 'open') : null,
          },
          ...(within === null
            ? []
            : [
                {
                  label: t('horizon', { days: data.horizonDays }),
                  value: amount(within.expected),
                  hint: t('horizonHint', { low: amount(within.low), high: amount(within.high) }),
                },
              ]),
          ...(data.weighted === null ? [] : [{ label: t('weighted'), value: amount(data.weighted), hint: t('weightedHint') }]),
          ...(data.chartWeighted === null ? [] : [{ label: t('chartWeighted'), value: amount(data.chartWeighted), hint: t('chartWeightedHint') }]),
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
  const { table, categories, of, series } = measured({
    of: t('month'),
    rows: data.months,
    nameOf,
    measures: [
      { title: t('expected'), unit, isDrawn: true, tone: 'accent', value: ({ expected }) => expected },
      { title: t('low'), unit, isDrawn: true, value: ({ low }) => low },
      { title: t('high'), unit, isDrawn: true, value: ({ high }) => high },
      { title: t('forecastWon'), unit: decimal(1), value: ({ won }) => won },
      { title: t('cumulative'), unit, value: ({ cumulative }) => cumulative },
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
  const { table, categories, of, series } = measured({
    of: t('cut'),
    rows: data.backTest.cuts,
    nameOf: ({ at }) => format.date(at),
    measures: [
      { title: t('low'), unit, isDrawn: true, value: ({ low }) => low },
      { title: t('expected'), unit, isDrawn: true, tone: 'accent', value: ({ expected }) => expected },
      { title: t('high'), unit, isDrawn: true, value: ({ high }) => high },
      { title: t('actual'), unit, isDrawn: true, isLine: true, tone: 'warn', value: ({ actual }) => actual },
      { title: t('records'), unit: COUNT, value: ({ runs }) => runs },
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
  const { table, ...chart } = measured({
    of: t('stage'),
    rows: data.stages,
    nameOf: ({ title }) => format.text(title),
    measures: [
      { title: t('win'), unit: SHARE, isDrawn: true, value: ({ win }) => win, target: ({ key, title }) => to(format.text(title), 'count', key) },
      { title: t('probability'), unit: SHARE, isDrawn: true, tone: 'quiet', value: ({ probability }) => probability },
      { title: t('daysLeft'), unit: decimal(1), value: ({ daysLeft }) => daysLeft },
      { title: t('records'), unit: COUNT, value: ({ count }) => count, target: ({ key, title }) => to(format.text(title), 'count', key) },
      { title: t('value'), unit: money(data.currency), value: ({ value }) => value },
      { title: t('basis'), unit: COUNT, value: ({ basis }) => basis },
    ],
  });
  return <Figure title={t('chances')} lead={t('chancesLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}
