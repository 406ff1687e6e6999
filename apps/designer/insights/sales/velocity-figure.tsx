import { useAnswer } from '../../api/use-answer.js';
import { COUNT, decimal, Figure, measured, money, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { usePeriodName } from '../parts/month.js';
import { OtherCurrencies } from '../parts/other-currencies.js';
import type { Scope } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

type Props = { readonly scope: Scope };

/** Money a day that the pipeline brings, by month, and the length of the sales cycle. */
export function VelocityFigure({ scope }: Props) {
  const answer = useAnswer('insightVelocity', { query: scope.query }, { keepsPrevious: true });
  return (
    <div className={`${styles.wide} ${styles.screen}`}>
      <Answered answer={answer}>{(velocity) => <Velocity velocity={velocity} />}</Answered>
    </div>
  );
}

type Data = NonNullable<ReturnType<typeof useAnswer<'insightVelocity'>>['data']>;

function Velocity({ velocity }: { readonly velocity: Data }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const nameOf = usePeriodName('month', velocity.zone);
  const { currency, total, cycle } = velocity;
  const to = insightBehind('velocity', velocity);
  const days = (value: number | null): string => (value === null ? '–' : t('cycleValue', { days: format.number(value, 1) }));
  const wonTo = (title: string, measure: string) => (total.won > 0 ? to(title, measure) : null);
  const amount = (value: number | null): string => (value === null ? '–' : format.money(Math.round(value), currency));
  const { table, ...chart } = measured({
    of: t('month'),
    rows: velocity.months,
    nameOf,
    measures: [
      { title: t('perDay'), unit: money(currency), isDrawn: true, value: ({ perDay }) => perDay, target: (month) => to(nameOf(month), 'perDay', month.key) },
      { title: t('opportunities'), unit: COUNT, value: ({ opportunities }) => opportunities, target: (month) => to(nameOf(month), 'opportunities', month.key) },
      { title: t('won'), unit: COUNT, value: ({ won }) => won, target: (month) => to(nameOf(month), 'won', month.key) },
      { title: t('lost'), unit: COUNT, value: ({ lost }) => lost, target: (month) => to(nameOf(month), 'lost', month.key) },
      { title: t('winRate'), unit: SHARE, value: ({ winRate }) => winRate, target: (month) => to(nameOf(month), 'winRate', month.key) },
      {
        title: t('averageValue'),
        unit: money(currency),
        value: ({ averageValue }) => averageValue,
        target: (month) => to(nameOf(month), 'averageValue', month.key),
      },
      { title: t('cycleDays'), unit: decimal(1), value: ({ cycleDays }) => cycleDays, target: (month) => to(nameOf(month), 'cycleDays', month.key) },
    ],
  });
  return (
    <div className={styles.screen}>
      <Facts
        facts={[
          { label: t('perDay'), value: amount(total.perDay), target: total.perDay === null ? null : to(t('perDay'), 'perDay') },
          {
            label: t('opportunities'),
            value: format.number(total.opportunities),
            target: total.opportunities > 0 ? to(t('opportunities'), 'opportunities') : null,
          },
          { label: t('winRate'), value: total.winRate === null ? '–' : format.percent(total.winRate, 1), target: wonTo(t('winRate'), 'winRate') },
          { label: t('averageValue'), value: amount(total.averageValue), target: wonTo(t('averageValue'), 'averageValue') },
          {
            label: t('cycle'),
            value: days(cycle.meanDays),
            hint: cycle.medianDays === null ? undefined : t('cycleHint', { median: format.number(cycle.medianDays, 1), n: format.number(cycle.n) }),
            target: wonTo(t('cycle'), 'meanDays'),
          },
        ]}
      />
      <OtherCurrencies count={velocity.otherCurrencies} currency={currency} />
      <Figure title={t('velocity')} lead={t('velocityLead')} spec={{ kind: 'lines', ...chart }} table={table} asOf={velocity.asOf} zone={velocity.zone} />
    </div>
  );
}
