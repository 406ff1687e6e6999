import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.js';
import type { Answer } from '../../api/operations.js';
import { COUNT, decimal, Figure, money, recordAt, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Facts } from '../parts/facts.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { Lacking } from '../parts/too-little.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { ProblemState } from '../../ui/problem-state.js';
import { insightTexts } from '../texts.js';
import { Basis, CustomerPicker, useCustomerKind } from './purchases.js';
import { customerTexts } from './texts.js';

type Page = Answer<'customersChurn'>;
const BANDS = ['all', 'high', 'middle', 'low'] as const;
const PAGE = 50;

/** Customers who are about to leave, with reasons, most money at risk first. */
export function Churn() {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const customer = useCustomerKind();
  const { search, change } = useInsightSearch();
  const band = oneOf(BANDS, search.measure);
  const answer = useInfiniteQuery({
    queryKey: ['customersChurn', customer, band],
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      ask(
        'customersChurn',
        { query: { customer, limit: PAGE, ...(band === 'all' ? {} : { band }), ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (previous) => previous,
  });
  const pages = answer.data?.pages ?? [];
  const [first] = pages;
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
      {answer.error && <ProblemState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <LateSkeleton lines={6} height={40} />}
      {first && (
        <>
          <Basis basis={first.basis} />
          {first.lacking ? (
            <Lacking sentence={format.text(first.lacking.text)} />
          ) : (
            <>
              <Facts
                facts={first.bands.map(({ band: one, customers, moneyAtRisk }) => ({
                  label: t(one),
                  value: format.number(customers),
                  hint: t('bandHint', { money: format.money(Math.round(moneyAtRisk), first.basis.currency) }),
                }))}
              />
              <AtRisk pages={pages} first={first} />
              {answer.hasNextPage && (
                <div>
                  <Button variant="default" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
                    {t('more')}
                  </Button>
                </div>
              )}
            </>
          )}
        </>
      )}
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
