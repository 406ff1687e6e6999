import { SelectionMode, type ReactFlowInstance } from '@xyflow/react';
import { startTransition, useEffect, useMemo, useState } from 'react';
import type { GraphEdge } from '../document/index.js';
import type { DesignerActions } from '../designer/designer-state.js';
import { mayChange } from '../designer/designer-store.js';
import { useDesigner, useDesignerActions } from '../designer/use-designer.js';
import { CanvasControls } from './canvas-controls.js';
import { CanvasEditingContext } from './canvas-editing.js';
import { CanvasFrame } from './canvas-frame.js';
import { CanvasMap } from './canvas-map.js';
import { useCanvasUi, useCanvasUiStore } from './canvas-ui.js';
import { FindBar } from './find-bar.js';
import { Pull } from './pull.js';
import { StatePad } from './state-pad.js';
import { useCarriedSteps } from './use-carried-steps.js';
import { useDragging } from './use-dragging.js';
import { useEditing } from './use-editing.js';
import { useFocusRequest } from './use-focus-request.js';
import { useSceneNames } from './use-scene-names.js';
import { usePlaced } from './layout/use-placed.js';
import { noteId, noteIndexOf, type FlowEdge, type FlowNode, type Look } from './scene/flow-elements.js';
import { sizesOf } from './scene/sizes.js';
import { useDrawing } from './scene/use-drawing.js';
import styles from './pipeline-canvas.module.css';

/** The drawing of the draft, with every gesture that changes it. */
export function PipelineCanvas() {
  const graph = useDesigner((state) => state.graph);
  const placed = usePlaced(graph);
  const ui = useCanvasUiStore();
  const drag = useCanvasUi((state) => state.drag);
  const look = useLook();
  const areLinesDue = useLinesDue(graph.edges.length);
  const drawn = useMemo(
    () => ({ document: placed.document, nodes: graph.nodes, edges: areLinesDue ? graph.edges : NO_LINES, sizes: sizesOf(graph) }),
    [placed.document, graph, areLinesDue],
  );
  const drawing = useDrawing(drawn, look, drag);
  // Gestures read the drawing from here; nothing is drawn from it.
  ui.setState({ geometry: drawing.geometry, shown: placed.shown, drawn: placed.document });
  return placed.isPending ? <div className={styles.canvas} /> : <Canvas drawing={drawing} mayEdit={look.mayEdit} />;
}

const NO_LINES: readonly GraphEdge[] = [];
/** Finding the way of more lines than these takes long enough to be noticed. */
const MANY_LINES = 200;

/** Of a large pipeline the states are seen first, and the lines a moment later. */
function useLinesDue(count: number): boolean {
  const [isDue, setDue] = useState(count <= MANY_LINES);
  useEffect(() => {
    // Not before the states are on the screen.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => startTransition(() => setDue(true)));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isDue;
}

function useLook(): Look {
  const selection = useDesigner((state) => state.selection);
  const lit = useDesigner((state) => state.lit);
  const heat = useDesigner((state) => state.heat);
  const naming = useDesigner((state) => state.naming);
  const mayEdit = useDesigner((state) => mayChange(state) === null);
  const target = useCanvasUi((ui) => ui.taker ?? (ui.pulling && !ui.pulling.isRefused ? ui.pulling.over : null));
  const names = useSceneNames();
  const named = naming === null ? null : naming.kind === 'note' ? noteId(naming.index) : naming.id;
  return useMemo(
    () => ({ selection, lit, heat, naming: named, target, mayEdit, names, isWalked: true }),
    [selection, lit, heat, named, target, mayEdit, names],
  );
}

function Canvas({ drawing, mayEdit }: { readonly drawing: ReturnType<typeof useDrawing>; readonly mayEdit: boolean }) {
  const actions = useDesignerActions();
  const [flow, setFlow] = useState<ReactFlowInstance<FlowNode, FlowEdge> | null>(null);
  const editing = useEditing(flow);
  const dragging = useDragging(flow);
  const carried = useCarriedSteps(flow);
  useFocusRequest(flow);
  // The same functions from frame to frame, or React Flow would draw every state anew.
  const clicks = useMemo(
    () => ({
      onNodeDoubleClick: (_: unknown, node: FlowNode) => editing.startNaming(node.id),
      onEdgeDoubleClick: (_: unknown, edge: FlowEdge) => editing.startNaming(edge.id),
      onPaneClick: () => actions.select({}),
    }),
    [editing, actions],
  );
  return (
    <CanvasEditingContext value={mayEdit ? editing : null}>
      <div className={styles.canvas} {...carried} onFocus={(event) => selectFocused(event.target, actions)}>
        <CanvasFrame
          drawing={drawing}
          onInit={setFlow}
          nodesDraggable={mayEdit}
          selectionMode={SelectionMode.Partial}
          selectNodesOnDrag={false}
          onNodesChange={dragging.onNodesChange}
          onEdgesChange={dragging.onEdgesChange}
          onNodeDragStart={dragging.onStart}
          onNodeDrag={dragging.onDrag}
          onNodeDragStop={dragging.onStop}
          onSelectionDragStart={dragging.onStart}
          onSelectionDrag={dragging.onDrag}
          onSelectionDragStop={dragging.onStop}
          {...clicks}
        >
          <CanvasControls />
          <CanvasMap drawing={drawing} />
          <Pull />
          {mayEdit && <StatePad />}
        </CanvasFrame>
        <FindBar />
      </div>
    </CanvasEditingContext>
  );
}

/** What the keyboard comes to is selected; a pointer selects by itself. */
function selectFocused(target: EventTarget, actions: DesignerActions): void {
  if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
  const id = target.getAttribute('data-id');
  if (id === null) return;
  if (target.classList.contains('react-flow__edge')) actions.select({ edges: [id] });
  else if (target.classList.contains('react-flow__node') && noteIndexOf(id) === null) actions.select({ states: [id] });
}
