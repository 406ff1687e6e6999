import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, LENGTH, measured, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { usePeriodName } from '../parts/month.js';
import type { Scope } from '../parts/use-scope.js';
import { serviceTexts } from './texts.js';

type Service = Answer<'insightService'>;
type Period = Service['periods'][number];
type Props = { readonly data: Service };

/** Tickets that came, went and wait; how long it took; whether deadlines were kept. */
export function TicketFigures({ scope, bucket }: { readonly scope: Scope; readonly bucket: Service['bucket'] }) {
  const answer = useAnswer('insightService', { query: { ...scope.query, bucket } }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <div className={styles.wide}>
              <ServiceFacts data={data} />
            </div>
            <div className={styles.wide}>
              <Backlog data={data} />
            </div>
            <Times data={data} />
            <Kept data={data} />
          </div>
        )}
      </Answered>
    </div>
  );
}

function ServiceFacts({ data }: Props) {
  const t = useTexts(serviceTexts);
  const format = useFormat();
  const to = insightBehind('service', data, { bucket: data.bucket });
  const { total } = data;
  const someTo = (count: number, title: string, measure: string) => (count > 0 ? to(title, measure) : null);
  const length = (seconds: number | null): string => (seconds === null ? '–' : format.length(seconds * 1000));
  const kept = ({ met, of, share }: { readonly met: number; readonly of: number; readonly share: number | null }) => ({
    value: share === null ? '–' : format.percent(share, 1),
    hint: t('met', { met: format.number(met), of: format.number(of) }),
  });
  return (
    <Facts
      facts={[
        { label: t('opened'), value: format.number(total.opened), target: someTo(total.opened, t('opened'), 'opened') },
        { label: t('closed'), value: format.number(total.closed), target: someTo(total.closed, t('closed'), 'closed') },
        { label: t('waiting'), value: format.number(total.backlog), target: someTo(total.backlog, t('waiting'), 'backlog') },
        { label: t('firstAnswer'), value: length(total.firstAnswer.median), target: someTo(total.firstAnswer.n, t('firstAnswer'), 'firstAnswer') },
        { label: t('solution'), value: length(total.solution.median), target: someTo(total.solution.n, t('solution'), 'solution') },
        { label: t('answerKept'), ...kept(total.answerMet), target: someTo(total.answerMet.met, t('answerKept'), 'answerMet') },
        { label: t('solutionKept'), ...kept(total.solutionMet), target: someTo(total.solutionMet.met, t('solutionKept'), 'solutionMet') },
      ]}
    />
  );
}

/** The periods as rows, and the records behind a number of one of them. */
function usePeriods(data: Service) {
  const t = useTexts(serviceTexts);
  const nameOf = usePeriodName(data.bucket, data.zone);
  const to = insightBehind('service', data, { bucket: data.bucket });
  return {
    rows: { of: t('period'), rows: data.periods, nameOf },
    behind: (measure: string) => (period: Period) => to(nameOf(period), measure, period.key),
  };
}

function Backlog({ data }: Props) {
  const t = useTexts(serviceTexts);
  const { rows, behind } = usePeriods(data);
  const { table, ...chart } = measured({
    ...rows,
    measures: [
      { title: t('opened'), unit: COUNT, isDrawn: true, value: ({ opened }) => opened, target: behind('opened') },
      { title: t('closed'), unit: COUNT, isDrawn: true, tone: 'good', value: ({ closed }) => closed, target: behind('closed') },
      { title: t('waiting'), unit: COUNT, isDrawn: true, isLine: true, tone: 'warn', value: ({ backlog }) => backlog, target: behind('backlog') },
    ],
  });
  return <Figure title={t('backlog')} lead={t('backlogLead')} spec={{ kind: 'bars', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}

function Times({ data }: Props) {
  const t = useTexts(serviceTexts);
  const { rows, behind } = usePeriods(data);
  const { table, ...chart } = measured({
    ...rows,
    measures: [
      { title: t('firstAnswer'), unit: LENGTH, isDrawn: true, value: ({ firstAnswer }) => firstAnswer.median, target: behind('firstAnswer') },
      { title: t('solution'), unit: LENGTH, isDrawn: true, tone: 'warn', value: ({ solution }) => solution.median, target: behind('solution') },
      { title: t('firstAnswerP90'), unit: LENGTH, value: ({ firstAnswer }) => firstAnswer.p90, target: behind('firstAnswer') },
      { title: t('solutionP90'), unit: LENGTH, value: ({ solution }) => solution.p90, target: behind('solution') },
    ],
  });
  return <Figure title={t('times')} lead={t('timesLead')} spec={{ kind: 'lines', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}

function Kept({ data }: Props) {
  const t = useTexts(serviceTexts);
  const { rows, behind } = usePeriods(data);
  const { table, ...chart } = measured({
    ...rows,
    measures: [
      { title: t('answerKept'), unit: SHARE, isDrawn: true, value: ({ answerMet }) => answerMet.share, target: behind('answerMet') },
      { title: t('solutionKept'), unit: SHARE, isDrawn: true, tone: 'warn', value: ({ solutionMet }) => solutionMet.share, target: behind('solutionMet') },
    ],
  });
  return <Figure title={t('kept')} lead={t('keptLead')} spec={{ kind: 'lines', ...chart }} table={table} asOf={data.asOf} zone={data.zone} />;
}
