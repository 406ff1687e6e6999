import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, measured } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { askedAs, CustomerPicker, Enough, useCustomerKind } from './purchases.js';
import { customerTexts } from './texts.js';

type ValueAnswer = Answer<'customersValue'>;

/** What customers will be worth, and how that is spread. */
export function Value() {
  const customer = useCustomerKind();
  const answer = useAnswer('customersValue', { query: { customer } }, { keepsPrevious: true });
  return (
    <>
      <div className={styles.scope}>
        <CustomerPicker />
      </div>
      <Enough answer={answer}>{(data) => <Spread data={data} />}</Enough>
    </>
  );
}

function Spread({ data }: { readonly data: ValueAnswer }) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const { basis, model } = data;
  const amount = (value: number): string => format.money(Math.round(value), basis.currency);
  const spanOf = ({ from, to }: ValueAnswer['histogram'][number]): string => t('valueSpan', { from: format.compact(from), to: format.compact(to) });
  const asked = {
    ...askedAs(basis),
    ...(model ? { months: model.months, monthlyRate: model.monthlyRate } : {}),
  };
  const all = (title: string) => behind('value', title, asked);
  const plain = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');
  const { table, ...chart } = measured({
    of: t('value'),
    rows: data.histogram,
    nameOf: spanOf,
    measures: [
      {
        title: t('customers'),
        unit: COUNT,
        isDrawn: true,
        value: ({ customers }) => customers,
        target: (bar) => behind('value', spanOf(bar), { ...asked, from: plain(bar.from), to: plain(bar.to) }),
      },
    ],
  });
  const check = model?.check;
  return (
    <>
      <Facts
        facts={[
          { label: t('total'), value: amount(data.total), target: all(t('total')) },
          { label: t('mean'), value: amount(data.mean), target: all(t('mean')) },
          { label: t('median'), value: amount(data.median), target: all(t('median')) },
          { label: t('topTenth'), value: data.topTenthShare === null ? '–' : format.percent(data.topTenthShare), target: all(t('topTenth')) },
        ]}
      />
      <Figure
        title={t('value')}
        lead={t('valueLead', { months: model?.months ?? 12 })}
        spec={{ kind: 'bars', ...chart }}
        table={table}
        asOf={basis.asOf}
        zone={format.timeZone}
      >
        {model && model.version !== null && <p className={styles.note}>{t('byVersion', { version: String(model.version) })}</p>}
        {model?.fallback && <p className={styles.note}>{format.text(model.fallback)}</p>}
        {check && (
          <p className={styles.note}>
            {t('check', {
              expected: format.number(check.expected),
              actual: format.number(check.actual),
              error: format.number(check.meanAbsoluteError, 2),
              mean: format.number(check.meanAbsoluteErrorOfMean, 2),
            })}
          </p>
        )}
      </Figure>
    </>
  );
}
