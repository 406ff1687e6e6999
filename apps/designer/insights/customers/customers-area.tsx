import { lazy, Suspense } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import styles from '../insights.module.css';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { customerTexts } from './texts.js';

const PARTS = ['segments', 'rfm', 'churn', 'value', 'loyalty', 'baskets', 'themes', 'places', 'duplicates'] as const;
const BODIES = {
  segments: lazy(async () => ({ default: (await import('./segments.js')).Segments })),
  rfm: lazy(async () => ({ default: (await import('./rfm.js')).Rfm })),
  churn: lazy(async () => ({ default: (await import('./churn.js')).Churn })),
  value: lazy(async () => ({ default: (await import('./value.js')).Value })),
  loyalty: lazy(async () => ({ default: (await import('./loyalty.js')).Loyalty })),
  baskets: lazy(async () => ({ default: (await import('./baskets.js')).Baskets })),
  places: lazy(async () => ({ default: (await import('./places.js')).Places })),
  duplicates: lazy(async () => ({ default: (await import('./duplicates.js')).DuplicatesPart })),
  themes: lazy(async () => ({ default: (await import('./themes.js')).Themes })),
};

/** Who the customers are, what they are worth, who leaves, what they buy and say. */
export function CustomersArea() {
  const t = useTexts(customerTexts);
  const of = useTexts(insightTexts);
  const { search, change } = useInsightSearch();
  const part = oneOf(PARTS, search.show);
  const Body = BODIES[part];
  return (
    <div className={styles.screen}>
      <Segmented
        label={of('parts')}
        value={part}
        choices={PARTS.map((value) => ({ value, label: t(`${value}Part`) }))}
        onChange={(show) => change({ show: show === PARTS[0] ? undefined : show, key: undefined, measure: undefined, at: undefined })}
      />
      <Suspense fallback={<LateSkeleton />}>
        <Body />
      </Suspense>
    </div>
  );
}
