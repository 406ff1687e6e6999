import { IconChartHistogram } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { usePublished } from '../../fields/use-pipelines.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import styles from '../insights.module.css';
import { insightTexts } from '../texts.js';
import { ScopeBar } from './scope-bar.js';
import { type Scope, useScope } from './use-scope.js';

interface Props {
  /** Only pipelines of this object; null for all. */
  readonly object: string | null;
  /** Stands at the beginning of the screen: which part of it is shown. */
  readonly parts?: ReactNode;
  readonly children: (scope: Scope) => ReactNode;
}

/** A screen of figures narrowed by pipeline, period and filter. */
export function Narrowed({ object, parts, children }: Props) {
  const t = useTexts(insightTexts);
  const pipelines = usePublished(object);
  const scope = useScope(pipelines ?? []);
  if (pipelines === undefined) return <LateSkeleton />;
  if (scope === null)
    return (
      <EmptyState
        icon={IconChartHistogram}
        title={object === null ? t('noPipeline') : t('noPipelineFor')}
        hint={object === null ? t('noPipelineHint') : t('noPipelineForHint')}
      />
    );
  return (
    <div className={styles.screen}>
      {parts}
      <ScopeBar scope={scope} pipelines={pipelines} />
      {children(scope)}
    </div>
  );
}
