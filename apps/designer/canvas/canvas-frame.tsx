import { ReactFlow, type ReactFlowProps, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { DetailContext, detailAt, type Detail } from './canvas-editing.js';
import { FarLines } from './edges/far-lines.js';
import { TransitionEdge } from './edges/transition-edge.js';
import { GroupNode } from './nodes/group-node.js';
import { NoteNode } from './nodes/note-node.js';
import { HistoryNode, RootNode } from './nodes/small-nodes.js';
import { StateNode } from './nodes/state-node.js';
import type { FlowEdge, FlowNode } from './scene/flow-elements.js';
import type { Drawing } from './scene/use-drawing.js';
import { canvasTexts } from './texts.js';
import styles from './canvas-frame.module.css';

const NODES = { state: StateNode, nest: GroupNode, history: HistoryNode, note: NoteNode, root: RootNode };
const EDGES = { transition: TransitionEdge };
const GRID: [number, number] = [4, 4];
const FIT = { padding: 0.12, maxZoom: 1 };
/** A drawing so large that nothing could be read opens at its beginning instead of as a whole, and only what is seen is drawn. */
const LEAST_ZOOM = 0.45;
const OPENING_ZOOM = 0.7;

interface Room {
  readonly width: number;
  readonly height: number;
}

function openingOf({ geometry, nodes }: Drawing, room: Room): { readonly fitView: boolean; readonly defaultViewport?: Viewport } {
  const { bounds } = geometry.resting;
  const share = 1 - FIT.padding;
  const isReadable = bounds.width * LEAST_ZOOM <= room.width * share && bounds.height * LEAST_ZOOM <= room.height * share;
  const first = nodes.find((node) => node.type !== 'note' && node.type !== 'root' && node.data.node.isInitial && node.parentId === undefined);
  const box = first && geometry.boxes.get(first.id);
  if (isReadable || !box) return { fitView: true };
  return { fitView: false, defaultViewport: { x: 56 - box.x * OPENING_ZOOM, y: 72 - box.y * OPENING_ZOOM, zoom: OPENING_ZOOM } };
}

/** Whether the drawing is pushed about by hand, not zoomed: then it is moved as one picture. */
const isDragged = (event: MouseEvent | TouchEvent | null): boolean => event !== null && event.type !== 'wheel';

type Given = Omit<ReactFlowProps<FlowNode, FlowEdge>, 'nodes' | 'edges' | 'nodeTypes' | 'edgeTypes' | 'onMove' | 'onMoveEnd'>;

interface Props extends Given {
  readonly drawing: Drawing;
  readonly children?: ReactNode;
}

/** React Flow as it is set up everywhere in Millrace. How it opens depends on the room it has, so that is measured first. */
export function CanvasFrame(props: Props) {
  const [room, setRoom] = useState<Room | null>(null);
  const measure = useCallback((frame: HTMLDivElement | null): void => {
    if (frame) setRoom({ width: frame.clientWidth, height: frame.clientHeight });
  }, []);
  return (
    <div ref={measure} className={styles.frame}>
      {room && <Frame {...props} room={room} />}
    </div>
  );
}

function Frame({ drawing, children, room, ...given }: Props & { readonly room: Room }) {
  const t = useTexts(canvasTexts);
  const [opening] = useState(() => openingOf(drawing, room));
  const [detail, setDetail] = useState<Detail>('near');
  const [isMoving, setMoving] = useState(false);
  const isFar = detail !== 'near';
  const edges = useMemo(() => (isFar ? drawing.edges.filter(({ selected }) => selected) : drawing.edges), [isFar, drawing.edges]);
  const onMove = useCallback((event: MouseEvent | TouchEvent | null, { zoom }: Viewport): void => {
    setDetail(detailAt(zoom));
    setMoving(isDragged(event));
  }, []);
  const onMoveEnd = useCallback((): void => setMoving(false), []);
  return (
    <DetailContext value={detail}>
      <ReactFlow
        // React Flow does not change them.
        nodes={drawing.nodes as FlowNode[]}
        edges={edges as FlowEdge[]}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        className={styles.flow}
        data-detail={detail}
        data-moving={isMoving || undefined}
        aria-label={t('drawing')}
        {...opening}
        fitViewOptions={FIT}
        minZoom={0.05}
        maxZoom={2.5}
        snapToGrid
        snapGrid={GRID}
        onlyRenderVisibleElements={!isFar}
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        nodesConnectable={false}
        edgesReconnectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        onMove={onMove}
        onMoveEnd={onMoveEnd}
        {...given}
      >
        {isFar && <FarLines edges={drawing.edges} onClick={given.onEdgeClick} />}
        {children}
      </ReactFlow>
    </DetailContext>
  );
}
