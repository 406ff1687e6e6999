import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useObject } from '../../fields/index.js';
import type { OfferedPipeline } from '../../fields/use-pipelines.js';
import { usePipelineWords } from '../../fields/use-pipeline-words.js';
import { FilterBar } from '../../filters/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { insightTexts } from '../texts.js';
import { PERIODS, type Period } from './period.js';
import { type Scope, useInsightSearch } from './use-scope.js';

interface Props {
  readonly scope: Scope;
  readonly pipelines: readonly OfferedPipeline[];
  readonly children?: ReactNode;
}

/** Pipeline, period and filter sentence, shared by the screens; all of it in the address. */
export function ScopeBar({ scope, pipelines, children }: Props) {
  const t = useTexts(insightTexts);
  const format = useFormat();
  const { search, change } = useInsightSearch();
  const object = useObject(scope.object);
  const words = usePipelineWords(scope.pipeline) ?? null;
  return (
    <div className={styles.scope}>
      <NativeSelect
        aria-label={t('pipeline')}
        key={format.language}
        data={pipelines.map(({ key, title }) => ({ value: key, label: title }))}
        value={scope.pipeline}
        onChange={({ currentTarget: { value } }) => change({ pipeline: value, filter: undefined, by: undefined })}
      />
      <PeriodPicker period={scope.period} />
      {object && (
        <FilterBar object={object} pipeline={words} filter={search.filter} q={undefined} hasSearch={false} onChange={({ filter }) => change({ filter })} />
      )}
      {children}
    </div>
  );
}

/** The first day that can be picked. */
const FIRST_DAY = '2000-01-01';

/** The period of the figures; two dates for one of one's own. */
export function PeriodPicker({ period }: { readonly period: Period }) {
  const t = useTexts(insightTexts);
  const { search, change } = useInsightSearch();
  const titles: Readonly<Record<Period, string>> = {
    '30d': t('days30'),
    '90d': t('days90'),
    '12m': t('months12'),
    '24m': t('months24'),
    all: t('everything'),
    own: t('own'),
  };
  return (
    <>
      <NativeSelect
        aria-label={t('period')}
        key={t('period')}
        data={PERIODS.map((value) => ({ value, label: titles[value] }))}
        value={period}
        onChange={({ currentTarget: { value } }) =>
          change({ period: value === '12m' ? undefined : value, ...(value === 'own' ? {} : { from: undefined, to: undefined }) })
        }
      />
      {period === 'own' && (
        <>
          <TextInput
            type="date"
            aria-label={t('from')}
            value={search.from ?? ''}
            min={FIRST_DAY}
            max={search.to}
            onChange={({ currentTarget: { value } }) => change({ from: value || undefined }, { replace: true })}
          />
          <TextInput
            type="date"
            aria-label={t('to')}
            value={search.to ?? ''}
            min={search.from ?? FIRST_DAY}
            onChange={({ currentTarget: { value } }) => change({ to: value || undefined }, { replace: true })}
          />
        </>
      )}
    </>
  );
}
