import { Button, NumberInput } from '@mantine/core';
import type { Answer } from '../../api/operations.js';
import { COUNT, decimal, Figure, measured, recordAt, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { askedWith, LOYALTY_PARTS, readWeights, sayWeights, USUAL_WEIGHTS, type LoyaltyWeights } from './loyalty-weights.js';
import { Paged, usePaged } from './paged.js';
import { askedAs, CustomerPicker, useCustomerKind } from './purchases.js';
import { customerTexts } from './texts.js';

type Page = Answer<'customersLoyalty'>;

/** How loyal customers are by stated weights, how that is spread, and who they are. */
export function Loyalty() {
  const customer = useCustomerKind();
  const { search, change } = useInsightSearch();
  const weights = readWeights(search.measure);
  const answer = usePaged('customersLoyalty', { customer, ...askedWith(weights) });
  return (
    <>
      <div className={styles.scope}>
        <CustomerPicker />
      </div>
      <Weights weights={weights} onChange={(next) => change({ measure: sayWeights(next) })} />
      <Paged answer={answer}>
        {(pages, first) => (
          <>
            <Spread data={first} weights={weights} />
            <Customers pages={pages} first={first} />
          </>
        )}
      </Paged>
    </>
  );
}

interface WeightsProps {
  readonly weights: LoyaltyWeights;
  readonly onChange: (weights: LoyaltyWeights) => void;
}

function Weights({ weights, onChange }: WeightsProps) {
  const t = useTexts(customerTexts);
  const isUsual = sayWeights(weights) === undefined;
  return (
    <fieldset className={styles.weights}>
      <legend>{t('weights')}</legend>
      {LOYALTY_PARTS.map((part) => (
        <NumberInput
          key={part}
          label={t(`${part}Weight`)}
          size="xs"
          min={0}
          max={100}
          step={10}
          allowDecimal={false}
          clampBehavior="strict"
          value={weights[part]}
          onChange={(value) => typeof value === 'number' && onChange({ ...weights, [part]: value })}
        />
      ))}
      {!isUsual && (
        <Button variant="subtle" size="xs" onClick={() => onChange(USUAL_WEIGHTS)}>
          {t('usualWeights')}
        </Button>
      )}
    </fieldset>
  );
}

function Spread({ data, weights }: { readonly data: Page; readonly weights: LoyaltyWeights }) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const { basis, histogram } = data;
  const asked = { ...askedAs(basis), ...askedWith(weights) };
  const spanOf = ({ from, to }: Page['histogram'][number]): string => t('valueSpan', { from: format.number(from), to: format.number(to) });
  const all = (title: string) => behind('loyalty', title, { ...asked, from: 0, to: 100 });
  const between = (from: number, to: number) => ({
    value: format.number(histogram.filter((bar) => bar.from >= from && bar.to <= to).reduce((sum, { customers }) => sum + customers, 0)),
    target: behind('loyalty', t('valueSpan', { from: format.number(from), to: format.number(to) }), { ...asked, from, to }),
  });
  const { table, ...chart } = measured({
    of: t('loyalty'),
    rows: histogram,
    nameOf: spanOf,
    measures: [
      {
        title: t('customers'),
        unit: COUNT,
        isDrawn: true,
        value: ({ customers }) => customers,
        target: (bar) => behind('loyalty', spanOf(bar), { ...asked, from: bar.from, to: bar.to }),
      },
    ],
  });
  const said = data.weights
    .filter(({ weight }) => weight > 0)
    .map(({ part, weight }) => t('weightOf', { part: t(`${part}Part`), share: format.percent(weight) }));
  return (
    <>
      <Facts
        facts={[
          { label: t('meanLoyalty'), value: data.mean === null ? '–' : format.number(data.mean, 1), target: all(t('meanLoyalty')) },
          { label: t('median'), value: data.median === null ? '–' : format.number(data.median, 1), target: all(t('median')) },
          { label: t('mostLoyal'), ...between(80, 100) },
          { label: t('leastLoyal'), ...between(0, 20) },
        ]}
      />
      <Figure
        title={t('spread')}
        lead={t('loyaltyLead', { weights: new Intl.ListFormat(format.language, { type: 'conjunction' }).format(said) })}
        spec={{ kind: 'bars', ...chart }}
        table={table}
        asOf={basis.asOf}
        zone={format.timeZone}
      />
    </>
  );
}

function Customers({ pages, first }: { readonly pages: readonly Page[]; readonly first: Page }) {
  const t = useTexts(customerTexts);
  const of = useTexts(insightTexts);
  const format = useFormat();
  const table: Table = {
    columns: [
      { title: t('customer') },
      { title: t('loyalty'), unit: decimal(1) },
      { title: t('lastDays') },
      { title: t('purchasesMade') },
      { title: t('tenure') },
    ],
    rows: pages.flatMap(({ items }) =>
      items.map(({ parts, ...item }) => {
        const beats = (part: (typeof LOYALTY_PARTS)[number], value: number): string => {
          const rank = parts.find((one) => one.part === part)?.rank;
          return rank === undefined ? format.number(value) : t('beats', { value: format.number(value), rank: format.percent(rank) });
        };
        return [
          { value: item.name ?? of('unnamed'), target: recordAt(first.basis.customer, item.id) },
          { value: item.score },
          { value: beats('recency', item.recencyDays) },
          { value: beats('frequency', item.frequency) },
          { value: beats('tenure', item.tenureDays) },
        ];
      }),
    ),
  };
  return <Figure title={t('customersBy')} lead={t('customersByLead')} spec={null} table={table} asOf={first.basis.asOf} zone={format.timeZone} />;
}
