import { ViewportPortal } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useCanvasEditing, useDetail } from '../canvas-editing.js';
import { drawLine } from '../routing/index.js';
import type { FlowEdge } from '../scene/flow-elements.js';
import styles from './transition-edge.module.css';

interface Props {
  readonly edges: readonly FlowEdge[];
  readonly onClick: ((event: MouseEvent, edge: FlowEdge) => void) | undefined;
}

/**
 * All lines of a drawing that is seen from afar, in one picture: React Flow would keep an element of its own for each, and hundreds
 * of them are too many to move at once. The selected ones are left to it.
 */
export const FarLines = memo(function FarLines({ edges, onClick }: Props) {
  const editing = useCanvasEditing();
  const isTiny = useDetail() === 'tiny';
  const click = (event: MouseEvent): void => {
    const id = (event.target as Element).closest('[data-line]')?.getAttribute('data-line');
    const edge = edges.find((one) => one.id === id);
    if (!edge) return;
    editing?.selectEdge(edge.id, event.shiftKey || event.ctrlKey || event.metaKey);
    onClick?.(event, edge);
  };
  return (
    <ViewportPortal>
      <svg className={styles.all} data-tiny={isTiny || undefined} aria-hidden onClick={click}>
        {edges.map((edge) => !edge.selected && <FarLine key={edge.id} edge={edge} />)}
      </svg>
    </ViewportPortal>
  );
});

const FarLine = memo(function FarLine({ edge: { id, data } }: { readonly edge: FlowEdge }) {
  if (!data) return null;
  return (
    <g className={styles.edge} data-line={id} data-kind={data.edge.kind} data-shine={data.shine ?? undefined} data-mark={data.mark ?? undefined}>
      <path className={styles.line} d={drawLine(data.route.points)} />
    </g>
  );
});
