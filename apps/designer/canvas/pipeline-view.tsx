import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { Heat, Lit } from '../designer/designer-state.js';
import { NOTHING } from '../designer/selection.js';
import { deriveGraph, type Comparison, type GraphModel } from '../document/index.js';
import { useLanguage } from '../i18n/language.js';
import { CanvasControls } from './canvas-controls.js';
import { CanvasFrame } from './canvas-frame.js';
import { useSceneNames } from './use-scene-names.js';
import { usePlaced } from './layout/use-placed.js';
import type { FlowEdge, FlowNode, Look } from './scene/flow-elements.js';
import { sizesOf } from './scene/sizes.js';
import { useDrawing } from './scene/use-drawing.js';

interface Props {
  readonly document: PipelineDocument;
  readonly rules?: readonly AttachedRuleDocument[];
  readonly lit?: Lit | null;
  readonly heat?: Heat | null;
  /** Two documents in one drawing: `document` is the new one. */
  readonly comparison?: Comparison;
  /** All of it is in view at first, however small. */
  readonly isWhole?: boolean;
  /** A state or a line was clicked. */
  readonly onSelect?: (id: string) => void;
}

/** The drawing of a pipeline to look at: pan, zoom, nothing to change. Fills the box it is put in. */
export function PipelineView(props: Props) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  );
}

function View({ document, rules, lit = null, heat = null, comparison, isWhole = false, onSelect }: Props) {
  const { language } = useLanguage();
  const graph = useMemo(() => deriveGraph(document, { locale: language, ...(rules ? { rules } : {}) }), [document, language, rules]);
  const placed = usePlaced(graph);
  const drawn = useMemo(() => drawnOf(graph, placed.document, comparison), [graph, placed.document, comparison]);
  const names = useSceneNames();
  const look = useMemo(
    (): Look => ({
      selection: NOTHING,
      lit,
      heat,
      naming: null,
      target: null,
      mayEdit: false,
      names,
      isWalked: false,
      ...(comparison ? { nodeMarks: comparison.nodeMarks, edgeMarks: comparison.edgeMarks } : {}),
    }),
    [lit, heat, comparison, names],
  );
  const drawing = useDrawing(drawn, look, null);
  const clicks = useMemo(
    () => ({ onNodeClick: (_: unknown, node: FlowNode) => onSelect?.(node.id), onEdgeClick: (_: unknown, edge: FlowEdge) => onSelect?.(edge.id) }),
    [onSelect],
  );
  if (placed.isPending) return null;
  return (
    <CanvasFrame
      drawing={drawing}
      {...(isWhole ? { fitView: true } : {})}
      nodesDraggable={false}
      nodesFocusable={onSelect !== undefined}
      edgesFocusable={false}
      elementsSelectable={onSelect !== undefined}
      {...clicks}
    >
      <CanvasControls />
    </CanvasFrame>
  );
}

const drawnOf = (graph: GraphModel, document: PipelineDocument, comparison: Comparison | undefined) => ({
  document,
  nodes: comparison?.nodes ?? graph.nodes,
  edges: comparison?.edges ?? graph.edges,
  sizes: sizesOf(graph),
});
