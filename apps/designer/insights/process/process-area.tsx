import { useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { Narrowed } from '../parts/narrowed.js';
import type { Scope } from '../parts/use-scope.js';
import { Conformance, FollowsFigure, ReworkFigure, VariantsFigure } from './process-figures.js';
import { ProcessMap } from './process-map.js';
import type { Process } from './process.js';
import { processTexts } from './texts.js';

/** The process as it was lived, on the drawing of the pipeline. */
export const ProcessArea = () => <Narrowed object={null}>{(scope) => <Lived scope={scope} />}</Narrowed>;

function Lived({ scope }: { readonly scope: Scope }) {
  const answer = useAnswer('insightProcess', { query: scope.query }, { keepsPrevious: true });
  return (
    <Answered answer={answer}>
      {(data) => (
        <div className={styles.grid}>
          <div className={styles.wide}>
            <ProcessFacts data={data} />
          </div>
          <div className={styles.wide}>
            <ProcessMap data={data} pipeline={scope.pipeline} />
          </div>
          <div className={styles.wide}>
            <VariantsFigure data={data} />
          </div>
          <FollowsFigure data={data} />
          <ReworkFigure data={data} />
          <div className={styles.wide}>
            <Conformance data={data} />
          </div>
        </div>
      )}
    </Answered>
  );
}

function ProcessFacts({ data }: { readonly data: Process }) {
  const t = useTexts(processTexts);
  const format = useFormat();
  const to = insightBehind('process', data, { level: data.level });
  const { conformance } = data;
  const runsTo = (title: string) => (data.runs > 0 ? to(title, 'runs') : null);
  return (
    <Facts
      facts={[
        { label: t('runs'), value: format.number(data.runs), target: runsTo(t('runs')) },
        { label: t('events'), value: format.number(data.events), target: runsTo(t('events')) },
        { label: t('ways'), value: format.number(data.variantsInAll), target: runsTo(t('ways')) },
        {
          label: t('fitting'),
          value: conformance.cases === 0 ? '–' : format.percent(conformance.fitting / conformance.cases, 1),
          hint: t('fittingHint', { fitness: format.number(conformance.fitness, 3) }),
          target: conformance.fitting > 0 ? to(t('fitting'), 'fitting') : null,
        },
      ]}
    />
  );
}
