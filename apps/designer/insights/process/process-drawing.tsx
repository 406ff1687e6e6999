import { useMemo } from 'react';
import type { PipelineDocument } from '#pipeline';
import { type HeatKind, heatOf } from '../../canvas/heat/heat.js';
import { PipelineView } from '../../canvas/pipeline-view.js';
import { deriveGraph } from '../../document/index.js';
import { useFormat } from '../../i18n/format.js';
import type { Process } from './process.js';

interface Props {
  readonly document: PipelineDocument;
  readonly data: Process;
  readonly kind: HeatKind;
  readonly onSelect: (id: string) => void;
}

/** The drawing of the pipeline with real history over it. */
export function ProcessDrawing({ document, data, kind, onSelect }: Props) {
  const format = useFormat();
  const edges = useMemo(() => deriveGraph(document, { locale: format.language }).edges, [document, format]);
  const heat = useMemo(() => heatOf(data, kind, edges, format), [data, kind, edges, format]);
  return <PipelineView document={document} heat={heat} isWhole onSelect={onSelect} />;
}
