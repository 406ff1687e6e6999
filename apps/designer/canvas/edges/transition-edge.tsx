import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useCanvasEditing, useDetail } from '../canvas-editing.js';
import { drawLine, type Point } from '../routing/index.js';
import type { FlowEdge } from '../scene/flow-elements.js';
import { TransitionLabel } from './transition-label.js';
import styles from './transition-edge.module.css';

/** A transition: its line with an arrow, and its label. */
export const TransitionEdge = memo(function TransitionEdge({ id, data, selected }: EdgeProps<FlowEdge>) {
  const detail = useDetail();
  const editing = useCanvasEditing();
  if (!data) return null;
  const { edge, route, shine, mark } = data;
  const path = drawLine(route.points);
  const isNear = detail === 'near';
  return (
    <>
      <g className={styles.edge} data-kind={edge.kind} data-selected={selected || undefined} data-shine={shine ?? undefined} data-mark={mark ?? undefined}>
        <path className={styles.reach} d={path} />
        <path className={styles.line} d={path} />
        {isNear && <path className={styles.arrow} d={arrowAt(route.points)} />}
        {selected && editing && edge.place && <Grips id={id} points={route.points} />}
      </g>
      {isNear && (
        <EdgeLabelRenderer>
          <TransitionLabel data={data} isSelected={selected === true} />
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const LONG = 9;
const WIDE = 4.5;

/** A filled arrow at the end of the line, along its last piece. */
function arrowAt(points: readonly Point[]): string {
  const [from, tip] = [points.at(-2), points.at(-1)];
  if (!from || !tip) return '';
  const [dx, dy] = [Math.sign(tip.x - from.x), Math.sign(tip.y - from.y)];
  const base = { x: tip.x - dx * LONG, y: tip.y - dy * LONG };
  return `M${tip.x},${tip.y}L${base.x - dy * WIDE},${base.y - dx * WIDE}L${base.x + dy * WIDE},${base.y + dx * WIDE}Z`;
}

/** Dots at both ends of the selected line, to lead it elsewhere. */
function Grips({ id, points }: { readonly id: string; readonly points: readonly Point[] }) {
  const editing = useCanvasEditing();
  const [start, end] = [points[0], points.at(-1)];
  if (!editing || !start || !end) return null;
  return (
    <>
      <circle className={`${styles.grip} nopan`} cx={start.x} cy={start.y} r={6} onPointerDown={(event) => editing.startRetarget(id, 'source', event)} />
      <circle className={`${styles.grip} nopan`} cx={end.x} cy={end.y} r={6} onPointerDown={(event) => editing.startRetarget(id, 'target', event)} />
    </>
  );
}
