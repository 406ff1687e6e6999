import { Link, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import type { PermissionName } from '../app/permissions.generated.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import styles from './insights.module.css';
import { useInsightSearch } from './parts/use-scope.js';
import { insightTexts } from './texts.js';

interface Area {
  readonly key: 'sales' | 'service' | 'marketing' | 'process' | 'customers' | 'models' | 'reports';
  readonly permission: PermissionName;
  readonly Body: ComponentType;
}

const AREAS: readonly Area[] = [
  { key: 'sales', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./sales/sales-area.js')).SalesArea })) },
  { key: 'service', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./service/service-area.js')).ServiceArea })) },
  { key: 'marketing', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./marketing/marketing-area.js')).MarketingArea })) },
  { key: 'process', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./process/process-area.js')).ProcessArea })) },
  { key: 'customers', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./customers/customers-area.js')).CustomersArea })) },
  { key: 'models', permission: 'model.read', Body: lazy(async () => ({ default: (await import('./models/models-area.js')).ModelsArea })) },
  { key: 'reports', permission: 'insight.read', Body: lazy(async () => ({ default: (await import('./reports/reports-area.js')).ReportsArea })) },
];

/** Which members of the address go along from one area to the next. */
const SHARED = ['period', 'from', 'to'] as const;

/** /insights/$area: figures of sales, service, marketing, process, customers, models; reports of one's own. */
export function InsightsPage() {
  const t = useTexts(insightTexts);
  const may = useMay();
  const { area } = useParams({ strict: false });
  const { search } = useInsightSearch();
  const shown = AREAS.filter(({ permission }) => may(permission));
  const current = shown.find(({ key }) => key === area) ?? shown[0];
  if (!current) return null;
  const { Body, key: here } = current;
  const carried = Object.fromEntries(SHARED.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  return (
    <Page title={t('title')}>
      <nav aria-label={t('areas')} className={styles.areas}>
        {shown.map(({ key }) => (
          <Link
            key={key}
            to="/insights/$area"
            params={{ area: key }}
            search={carried}
            className={styles.area}
            data-here={key === here || undefined}
            aria-current={key === here ? 'page' : undefined}
          >
            {t(key)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<LateSkeleton />}>
        <Body />
      </Suspense>
    </Page>
  );
}
