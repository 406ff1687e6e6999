import type { Answer } from '../../api/operations.js';
import { COUNT, decimal, Figure, money, recordAt, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Facts } from '../parts/facts.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { Paged, usePaged } from './paged.js';
import { CustomerPicker, useCustomerKind } from './purchases.js';
import { customerTexts } from './texts.js';

type Page = Answer<'customersChurn'>;
const BANDS = ['all', 'high', 'middle', 'low'] as const;

/** Customers who are about to leave, with reasons, most money at risk first. */
export function Churn() {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const customer = useCustomerKind();
  const { search, change } = useInsightSearch();
  const band = oneOf(BANDS, search.measure);
  const answer = usePaged('customersChurn', { customer, ...(band === 'all' ? {} : { band }) });
  return (
    <>
      <div className={styles.scope}>
        <CustomerPicker />
        <Segmented
          label={t('band')}
          value={band}
          choices={BANDS.map((value) => ({ value, label: value === 'all' ? t('allBands') : t(value) }))}
          onChange={(value) => change({ measure: value === 'all' ? undefined : value })}
        />
      </div>
      <Paged answer={answer}>
        {(pages, first) => (
          <>
            <Facts
              facts={first.bands.map(({ band: one, customers, moneyAtRisk }) => ({
                label: t(one),
                value: format.number(customers),
                target: null,
                hint: t('bandHint', { money: format.money(Math.round(moneyAtRisk), first.basis.currency) }),
              }))}
            />
            <AtRisk pages={pages} first={first} />
          </>
        )}
      </Paged>
    </>
  );
}

function AtRisk({ pages, first }: { readonly pages: readonly Page[]; readonly first: Page }) {
  const t = useTexts(customerTexts);
  const of = useTexts(insightTexts);
  const format = useFormat();
  const table: Table = {
    columns: [
      { title: t('customer') },
      { title: t('risk'), unit: SHARE },
      { title: t('atRisk'), unit: money(first.basis.currency) },
      { title: t('lastDays'), unit: COUNT },
      { title: t('rhythm'), unit: decimal(0) },
      { title: t('why') },
    ],
    rows: pages.flatMap(({ items }) =>
      items.map((item) => [
        { value: item.name ?? of('unnamed'), target: recordAt(first.basis.customer, item.id) },
        { value: item.risk },
        { value: item.moneyAtRisk },
        { value: item.recencyDays },
        { value: item.ownRhythmDays },
        { value: item.reasons.map(({ text }) => format.text(text)).join(' ') },
      ]),
    ),
  };
  return (
    <Figure
      title={t('churn')}
      lead={first.by === 'bg-nbd' ? t('churnBgnbd') : t('churnRhythm')}
      spec={null}
      table={table}
      asOf={first.basis.asOf}
      zone={format.timeZone}
    />
  );
}
