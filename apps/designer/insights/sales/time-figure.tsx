import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, LENGTH, measured } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import type { Scope } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

/** How long runs stay in each stage. */
export function TimeFigure({ scope }: { readonly scope: Scope }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const answer = useAnswer('insightTimeInStage', { query: scope.query }, { keepsPrevious: true });
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(time) => {
          const to = insightBehind('time-in-stage', time);
          const { table, ...chart } = measured({
            of: t('stage'),
            rows: time.stages.filter(({ stays }) => stays > 0),
            nameOf: ({ title }) => format.text(title),
            measures: [
              {
                title: t('median'),
                unit: LENGTH,
                isDrawn: true,
                value: ({ median }) => median,
                target: ({ key, title }) => to(format.text(title), 'stays', key),
              },
              {
                title: t('p90'),
                unit: LENGTH,
                isDrawn: true,
                tone: 'warn',
                value: ({ p90 }) => p90,
                target: ({ key, title }) => to(format.text(title), 'stays', key),
              },
              { title: t('mean'), unit: LENGTH, value: ({ mean }) => mean, target: ({ key, title }) => to(format.text(title), 'mean', key) },
              { title: t('stays'), unit: COUNT, value: ({ stays }) => stays, target: ({ key, title }) => to(format.text(title), 'stays', key) },
              { title: t('openStays'), unit: COUNT, value: ({ open }) => open, target: ({ key, title }) => to(format.text(title), 'open', key) },
            ],
          });
          return <Figure title={t('time')} lead={t('timeLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={time.asOf} zone={time.zone} />;
        }}
      </Answered>
    </div>
  );
}
