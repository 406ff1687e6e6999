import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Narrowed } from '../parts/narrowed.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { ActivityFigures } from './activity-figures.js';
import { AsOfFigure } from './as-of-figure.js';
import { ForecastFigures } from './forecast-figures.js';
import { FunnelFigures } from './funnel-figures.js';
import { OutcomeFigures } from './outcome-figures.js';
import { TeamFigure } from './team-figure.js';
import { salesTexts } from './texts.js';
import { TimeFigure } from './time-figure.js';
import { VelocityFigure } from './velocity-figure.js';

const PARTS = ['funnel', 'pace', 'forecast', 'team'] as const;

/** Funnel, pace, forecast and team of a pipeline. */
export function SalesArea() {
  const t = useTexts(salesTexts);
  const of = useTexts(insightTexts);
  const { search, change } = useInsightSearch();
  const part = oneOf(PARTS, search.show);
  const parts = (
    <Segmented
      label={of('parts')}
      value={part}
      choices={PARTS.map((value) => ({ value, label: t(`${value}Part`) }))}
      onChange={(show) => change({ show: show === PARTS[0] ? undefined : show })}
    />
  );
  return (
    <Narrowed object={null} parts={parts}>
      {(scope) => (
        <div className={styles.grid}>
          {part === 'funnel' && (
            <>
              <FunnelFigures scope={scope} />
              <TimeFigure scope={scope} />
            </>
          )}
          {part === 'pace' && (
            <>
              <VelocityFigure scope={scope} />
              <OutcomeFigures scope={scope} />
            </>
          )}
          {part === 'forecast' && (
            <>
              <ForecastFigures scope={scope} />
              <div className={styles.wide}>
                <AsOfFigure scope={scope} />
              </div>
            </>
          )}
          {part === 'team' && (
            <>
              <TeamFigure scope={scope} />
              <ActivityFigures scope={scope} />
            </>
          )}
        </div>
      )}
    </Narrowed>
  );
}
