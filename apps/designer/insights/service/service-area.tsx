import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Narrowed } from '../parts/narrowed.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { BUCKETS } from '../sales/activity-figures.js';
import { insightTexts } from '../texts.js';
import { SatisfactionFigures } from './satisfaction-figures.js';
import { TicketFigures } from './ticket-figures.js';

/** Backlog, times, deadlines and satisfaction of a service pipeline. */
export function ServiceArea() {
  const t = useTexts(insightTexts);
  const { search, change } = useInsightSearch();
  const bucket = oneOf(BUCKETS, search.bucket);
  const parts = (
    <Segmented
      label={t('bucket')}
      value={bucket}
      choices={BUCKETS.map((value) => ({ value, label: t(value) }))}
      onChange={(value) => change({ bucket: value === 'month' ? undefined : value })}
    />
  );
  return (
    <Narrowed object="ticket" parts={parts}>
      {(scope) => (
        <div className={styles.grid}>
          <TicketFigures scope={scope} bucket={bucket} />
          <SatisfactionFigures scope={scope} bucket={bucket} />
        </div>
      )}
    </Narrowed>
  );
}
