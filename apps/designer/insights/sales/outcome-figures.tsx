import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, measured, money, SHARE } from '../../charts/index.js';
import { useObject, useOutcomeTitle } from '../../fields/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { usePeriodName } from '../parts/month.js';
import type { Scope } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

type WinLoss = Answer<'insightWinLoss'>;

/** Outcomes by month, and why. */
export function OutcomeFigures({ scope }: { readonly scope: Scope }) {
  const answer = useAnswer('insightWinLoss', { query: scope.query }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <div className={styles.wide}>
              <WinFacts data={data} />
            </div>
            <ByMonth data={data} />
            <Reasons data={data} />
          </div>
        )}
      </Answered>
    </div>
  );
}

type Props = { readonly data: WinLoss };

function WinFacts({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const outcomeTitle = useOutcomeTitle();
  const to = insightBehind('win-loss', data);
  const interval = data.winRateInterval;
  return (
    <Facts
      facts={[
        {
          label: t('winRate'),
          value: data.winRate === null ? '–' : format.percent(data.winRate, 1),
          hint: interval ? t('interval', { low: format.percent(interval.low, 1), high: format.percent(interval.high, 1) }) : undefined,
          target: data.winRate ? to(t('winRate'), 'winRate') : null,
        },
        ...data.outcomes.map(({ key, outcome, count, value }) => {
          const label = outcomeTitle(outcome);
          return {
            label,
            value: format.number(count),
            hint: format.money(Math.round(value), data.currency),
            target: count > 0 ? to(label, 'count', key) : null,
          };
        }),
      ]}
    />
  );
}

function ByMonth({ data }: Props) {
  const t = useTexts(salesTexts);
  const nameOf = usePeriodName('month', data.zone);
  const to = insightBehind('win-loss', data);
  const { table, ...chart } = measured({
    of: t('month'),
    rows: data.months,
    nameOf,
    measures: [
      { title: t('won'), unit: COUNT, isDrawn: true, tone: 'good', value: ({ won }) => won, target: (month) => to(nameOf(month), 'won', month.key) },
      { title: t('lost'), unit: COUNT, isDrawn: true, tone: 'bad', value: ({ lost }) => lost, target: (month) => to(nameOf(month), 'lost', month.key) },
      {
        title: t('winRate'),
        unit: SHARE,
        isDrawn: true,
        isLine: true,
        tone: 'quiet',
        value: ({ winRate }) => winRate,
        target: (month) => to(nameOf(month), 'winRate', month.key),
      },
      { title: t('wonValue'), unit: money(data.currency), value: ({ wonValue }) => wonValue, target: (month) => to(nameOf(month), 'won', month.key) },
    ],
  });
  return <Figure title={t('outcomes')} lead={t('outcomesLead')} spec={{ kind: 'stack', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}

function Reasons({ data }: Props) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const object = useObject(data.object);
  const outcomeTitle = useOutcomeTitle();
  const to = insightBehind('win-loss', data);
  const nameOf = ({ reason, title, outcome }: WinLoss['reasons'][number]): string =>
    t('reasonOf', { reason: reason === null ? t('noReason') : format.text(title), outcome: outcomeTitle(outcome) });
  const { table, ...chart } = measured({
    of: t('reason'),
    rows: data.reasons,
    nameOf,
    measures: [
      { title: t('count'), unit: COUNT, isDrawn: true, tone: 'bad', value: ({ count }) => count, target: (row) => to(nameOf(row), 'count', row.key) },
      { title: t('share'), unit: SHARE, value: ({ share }) => share, target: (row) => to(nameOf(row), 'share', row.key) },
      { title: t('value'), unit: money(data.currency), value: ({ value }) => value, target: (row) => to(nameOf(row), 'value', row.key) },
    ],
  });
  const field = data.reasonField === null ? '' : (object?.byName.get(data.reasonField)?.title ?? data.reasonField);
  return (
    <Figure
      title={t('reasons')}
      {...(field === '' ? {} : { lead: t('reasonsLead', { field }) })}
      spec={{ kind: 'rows', ...chart }}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
    />
  );
}
