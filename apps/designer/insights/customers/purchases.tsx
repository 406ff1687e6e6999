import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/operations.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { Lacking } from '../parts/too-little.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { customerTexts } from './texts.js';

const KINDS = ['account', 'contact'] as const;
export type CustomerKind = (typeof KINDS)[number];

/** Who counts as a customer, as it stands in the address. */
export const useCustomerKind = (): CustomerKind => oneOf(KINDS, useInsightSearch().search.by);

export function CustomerPicker() {
  const t = useTexts(customerTexts);
  const { change } = useInsightSearch();
  const kind = useCustomerKind();
  return (
    <Segmented
      label={t('customer')}
      value={kind}
      choices={KINDS.map((value) => ({ value, label: t(value) }))}
      onChange={(by) => change({ by: by === 'account' ? undefined : by })}
    />
  );
}

/** How to ask for the customers behind numbers of an answer: looked at as it was. */
export const askedAs = ({ customer, asOf, currency }: Answer<'customersRfm'>['basis']) => ({ customer, asOf, currency });

/** On what the numbers rest. */
export function Basis({ basis }: { readonly basis: Answer<'customersRfm'>['basis'] }) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  return (
    <p className={styles.note}>
      {t('basis', { purchases: format.number(basis.purchases), customers: format.number(basis.customers), method: format.text(basis.method) })}
    </p>
  );
}

interface Reckoned {
  readonly basis?: Answer<'customersRfm'>['basis'];
  /** What is missing where the data are too few. */
  readonly lacking: Answer<'customersRfm'>['lacking'];
}

interface EnoughProps<T> {
  readonly answer: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What is drawn of an answer where there were data enough: on what it rests, then the figures; otherwise how much it needs. */
export function Enough<T extends Reckoned>({ answer, children }: EnoughProps<T>) {
  const format = useFormat();
  return (
    <Answered answer={answer}>
      {(data) => (
        <div className={styles.screen}>
          {data.basis && <Basis basis={data.basis} />}
          {data.lacking ? <Lacking sentence={format.text(data.lacking.text)} /> : children(data)}
        </div>
      )}
    </Answered>
  );
}
