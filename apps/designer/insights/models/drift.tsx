import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { decimal, Figure, type Series, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { modelTexts } from './texts.js';

const UNIT = decimal(3);
const SHOWN = 15;

/** How far today's records are from those that the active version was trained on. */
export function Drift({ model }: { readonly model: string }) {
  const answer = useAnswer('modelDrift', { params: { model } });
  return <Answered answer={answer}>{(data) => <Drifted data={data} />}</Answered>;
}

function Drifted({ data }: { readonly data: Answer<'modelDrift'> }) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const rows = [
    ...(data.score === null ? [] : [{ title: t('scoreItself'), ...data.score }]),
    ...data.features.map(({ label, psi, state }) => ({ title: format.text(label), psi, state })).sort((a, b) => b.psi - a.psi),
  ];
  const table: Table = {
    columns: [{ title: t('feature') }, { title: t('psi'), unit: UNIT }, { title: t('state') }],
    rows: rows.map(({ title, psi, state }) => [{ value: title }, { value: psi }, { value: t(state) }]),
  };
  const shown = rows.slice(0, SHOWN);
  const series: Series = { name: t('psi'), unit: UNIT, tone: 'warn', points: shown.map(({ psi }) => ({ value: psi })) };
  return (
    <Figure
      title={t('drift')}
      lead={t('driftLead')}
      spec={rows.length === 0 ? null : { kind: 'rows', of: t('feature'), categories: shown.map(({ title }) => title), series: [series] }}
      table={table}
      asOf={data.asOf}
      zone={format.timeZone}
    >
      <p className={styles.note}>{format.text(data.text)}</p>
    </Figure>
  );
}
