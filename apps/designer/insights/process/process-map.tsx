import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { PipelineDocument } from '#pipeline';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, LENGTH, SHARE, type Table } from '../../charts/index.js';
import { usePipelineWords } from '../../fields/use-pipeline-words.js';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import styles from '../insights.module.css';
import { HEATS } from '../../canvas/heat/heat.js';
import { insightBehind } from '../parts/behind.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import type { Process } from './process.js';
import { processTexts } from './texts.js';

const ProcessDrawing = lazy(async () => ({ default: (await import('./process-drawing.js')).ProcessDrawing }));

interface Props {
  readonly data: Process;
  readonly pipeline: string;
}

/** Passages, waiting and drop-off on the drawing of the published pipeline. */
export function ProcessMap({ data, pipeline }: Props) {
  const t = useTexts(processTexts);
  const navigate = useNavigate();
  const { search, change } = useInsightSearch();
  const kind = oneOf(HEATS, search.measure);
  const words = usePipelineWords(pipeline);
  const version = useAnswer(
    'getVersion',
    { params: { key: pipeline, version: String(words?.version ?? 0) } },
    { enabled: words !== undefined, staleMs: Number.POSITIVE_INFINITY },
  );
  const to = insightBehind('process', data, { level: data.level });
  const titleOf = (key: string): string => words?.stateTitle(key) ?? key;
  const table: Table = {
    columns: [
      { title: t('stage') },
      { title: t('passages'), unit: COUNT },
      { title: t('waiting'), unit: LENGTH },
      { title: t('p90'), unit: LENGTH },
      { title: t('dropOff'), unit: SHARE },
    ],
    rows: data.states.map(({ key, passages, median, p90, dropOff }) => {
      const target = passages > 0 ? to(titleOf(key), 'passages', key) : null;
      return [
        { value: titleOf(key) },
        { value: passages, target },
        { value: median, target },
        { value: p90, target },
        { value: dropOff, target: dropOff ? to(titleOf(key), 'dropOff', key) : null },
      ];
    }),
  };
  const actions = (
    <Segmented
      label={t('heat')}
      value={kind}
      choices={HEATS.map((value) => ({ value, label: t(value) }))}
      onChange={(value) => change({ measure: value === 'passages' ? undefined : value })}
    />
  );
  const select = (id: string): void => {
    const state = data.states.find(({ key }) => key === id);
    if (state && state.passages > 0) void navigate(to(titleOf(id), 'passages', id));
  };
  const drawing = version.data && (
    <div className={styles.map}>
      <Suspense fallback={<LateSkeleton height={480} lines={1} />}>
        <ProcessDrawing document={version.data.document as unknown as PipelineDocument} data={data} kind={kind} onSelect={select} />
      </Suspense>
    </div>
  );
  return <Figure title={t('map')} lead={t('mapLead')} spec={null} table={table} asOf={data.asOf} zone={data.zone} actions={actions} drawing={drawing} />;
}
