import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { memo, type PointerEvent, useMemo } from 'react';
import { useTexts } from '../i18n/texts.js';
import type { Box } from '../document/placement/index.js';
import type { FlowNode } from './scene/flow-elements.js';
import type { Drawing } from './scene/use-drawing.js';
import { canvasTexts } from './texts.js';
import styles from './canvas-map.module.css';

/** In pixels of the screen. */
const SIZE = { width: 168, height: 112 };
const EDGE = 6;

/** How the drawing lies in the map: `map = drawing * scale + shift`. */
interface Fit {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

function fitOf({ x, y, width, height }: Box): Fit {
  const scale = Math.min((SIZE.width - 2 * EDGE) / Math.max(width, 1), (SIZE.height - 2 * EDGE) / Math.max(height, 1));
  return { scale, x: SIZE.width / 2 - (x + width / 2) * scale, y: SIZE.height / 2 - (y + height / 2) * scale };
}

/**
 * The whole drawing in small; the frame is dragged to look elsewhere. What is drawn stands still while the drawing is moved: only the
 * frame moves, so that hundreds of states cost nothing.
 */
export function CanvasMap({ drawing }: { readonly drawing: Drawing }) {
  const t = useTexts(canvasTexts);
  const flow = useReactFlow();
  const fit = useMemo(() => fitOf(drawing.geometry.resting.bounds), [drawing.geometry.resting]);
  const look = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - left - fit.x) / fit.scale, y: (event.clientY - top - fit.y) / fit.scale };
    void flow.setCenter(at.x, at.y, { zoom: flow.getZoom() });
  };
  return (
    <Panel position="bottom-right" className={styles.map}>
      <div
        role="img"
        aria-label={t('map')}
        className={styles.area}
        onPointerDown={look}
        onPointerMove={look}
        onWheel={(event) => void flow.zoomTo(flow.getZoom() * (event.deltaY < 0 ? 1.15 : 1 / 1.15))}
      >
        <Shapes drawing={drawing} fit={fit} />
        <Frame fit={fit} />
      </div>
    </Panel>
  );
}

interface ShapesProps {
  readonly drawing: Drawing;
  readonly fit: Fit;
}

const Shapes = memo(
  function Shapes({ drawing: { nodes, geometry }, fit }: ShapesProps) {
    return (
      <svg width={SIZE.width} height={SIZE.height} aria-hidden>
        <path className={styles.group} d={pathOf(nodes, geometry.resting.absolute, fit, true)} />
        <path className={styles.state} d={pathOf(nodes, geometry.resting.absolute, fit, false)} />
      </svg>
    );
  },
  (a, b) => a.drawing.geometry.resting === b.drawing.geometry.resting && a.fit === b.fit,
);

/** All boxes of a kind as one line to fill. */
function pathOf(nodes: readonly FlowNode[], boxes: ReadonlyMap<string, Box>, { scale, x, y }: Fit, isGroup: boolean): string {
  return nodes
    .map(({ id, type }) => {
      const box = (type === 'nest') === isGroup ? boxes.get(id) : undefined;
      if (!box) return '';
      const [left, top, width, height] = [box.x * scale + x, box.y * scale + y, Math.max(1, box.width * scale), Math.max(1, box.height * scale)];
      return `M${left.toFixed(1)},${top.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
    })
    .join('');
}

/** What of the drawing is in view. */
function Frame({ fit: { scale, x, y } }: { readonly fit: Fit }) {
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const place = {
    width: (width / zoom) * scale,
    height: (height / zoom) * scale,
    transform: `translate(${(-left / zoom) * scale + x}px, ${(-top / zoom) * scale + y}px)`,
  };
  return <div className={styles.frame} style={place} />;
}
