import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { type ChartSpec, COUNT, decimal, Figure, measured, money, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { askedAs, CustomerPicker, Enough, useCustomerKind } from './purchases.js';
import { customerTexts } from './texts.js';

type RfmAnswer = Answer<'customersRfm'>;
const FIFTHS = ['1', '2', '3', '4', '5'];

/** Customers by recency, frequency and money. */
export function Rfm() {
  const customer = useCustomerKind();
  const answer = useAnswer('customersRfm', { query: { customer } }, { keepsPrevious: true });
  return (
    <>
      <div className={styles.scope}>
        <CustomerPicker />
      </div>
      <Enough answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <Grid data={data} />
            <Groups data={data} />
          </div>
        )}
      </Enough>
    </>
  );
}

type Props = { readonly data: RfmAnswer };

function Grid({ data: { basis, grid } }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const asked = askedAs(basis);
  const spec: ChartSpec = {
    kind: 'heat',
    columnsOf: t('frequencyScore'),
    rowsOf: t('recencyScore'),
    columns: FIFTHS,
    rows: FIFTHS,
    unit: COUNT,
    valuesOf: t('customers'),
    cells: grid.flatMap((row, r) =>
      row.map((value, f) => ({
        row: r,
        column: f,
        value,
        target: value === 0 ? null : behind('rfm', t('rfm'), { ...asked, r: r + 1, f: f + 1 }),
      })),
    ),
  };
  return <Figure title={t('rfm')} lead={t('rfmLead')} spec={spec} asOf={basis.asOf} zone={format.timeZone} height="tall" />;
}

function Groups({ data: { basis, groups } }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const asked = askedAs(basis);
  const members = ({ group, title }: (typeof groups)[number]) => behind('rfm', format.text(title), { ...asked, rfmGroup: group });
  const { table, ...chart } = measured({
    of: t('group'),
    rows: groups.filter(({ customers }) => customers > 0),
    nameOf: ({ title }) => format.text(title),
    measures: [
      {
        title: t('customers'),
        unit: COUNT,
        isDrawn: true,
        value: ({ customers }) => customers,
        target: members,
      },
      { title: t('share'), unit: SHARE, value: ({ share }) => share, target: members },
      { title: t('money'), unit: money(basis.currency), value: (group) => group.money, target: members },
      { title: t('meanRecency'), unit: decimal(0), value: ({ meanRecencyDays }) => meanRecencyDays, target: members },
      { title: t('meanFrequency'), unit: decimal(1), value: ({ meanFrequency }) => meanFrequency, target: members },
    ],
  });
  return (
    <Figure title={t('groups')} lead={t('groupsLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={basis.asOf} zone={format.timeZone} height="tall" />
  );
}
