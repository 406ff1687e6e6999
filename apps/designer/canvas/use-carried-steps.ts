import type { ReactFlowInstance } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { carriedStep, carriesStep } from '../designer/carried-step.js';
import { useDesignerStore } from '../designer/use-designer.js';
import { useAnswer } from '../api/use-answer.js';
import type { PipelineDocument } from '#pipeline';
import type { Command, GraphModel } from '../document/index.js';
import { defaultSize, snap } from '../document/placement/index.js';
import { useCanvasUiStore, type CanvasUiStore } from './canvas-ui.js';
import { parentAt, stateAt } from './gestures/connect.js';
import { insertOnEdge, insertState, stepInState, type Step } from './gestures/insert.js';
import { withShown } from './layout/automatic.js';
import { segmentsOf, type Point } from './routing/index.js';
import type { FlowEdge, FlowNode } from './scene/flow-elements.js';
import type { Geometry } from './scene/scene.js';
import { sizesOf } from './scene/sizes.js';
import type { DesignerStore } from '../designer/designer-store.js';

const NEAR = 14;

/** Steps dropped from the palette: on a line, on a state, or on the empty canvas. */
export function useCarriedSteps(flow: ReactFlowInstance<FlowNode, FlowEdge> | null): { onDragOver(event: DragEvent): void; onDrop(event: DragEvent): void } {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  const steps = useAnswer('listSteps', {}, { staleMs: Infinity });
  const items = steps.data?.items;
  return useMemo(
    () => ({
      onDragOver: (event) => {
        if (!carriesStep(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event) => {
        const step = items?.find(({ kind }) => kind === carriedStep(event.dataTransfer));
        if (!step || !flow) return;
        event.preventDefault();
        dropStep(store, ui, step, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      },
    }),
    [store, ui, flow, items],
  );
}

function dropStep(store: DesignerStore, ui: CanvasUiStore, step: Step, at: Point): void {
  const { graph, actions } = store.getState();
  const { geometry, drawn, shown } = ui.getState();
  if (!geometry || !drawn) return;
  const hit = stateAt(graph, geometry.boxes, at);
  const leaf = hit !== null && graph.node(hit)?.children.length === 0 ? hit : null;
  const dropped =
    leaf === null
      ? (onLine(graph, geometry, step, at, drawn) ?? onCanvas(graph, geometry, step, at, drawn))
      : { command: stepInState(graph, leaf, step), select: { states: [leaf] } };
  if (actions.do(withShown(shown, dropped.command))) actions.select(dropped.select);
  actions.seal();
}

interface DroppedStep {
  readonly command: Command;
  readonly select: { readonly states?: readonly string[]; readonly edges?: readonly string[] };
}

function onLine(graph: GraphModel, { routes }: Geometry, step: Step, at: Point, drawn: PipelineDocument): DroppedStep | null {
  const line = [...routes].find(([, { points }]) => segmentsOf(points).some(({ a, b }) => isNear(a, b, at)))?.[0];
  const edge = line === undefined ? undefined : graph.edge(line);
  const insertion = edge?.place ? insertOnEdge(graph, edge.place, { kind: 'step', step }, drawn, sizesOf(graph)) : null;
  return edge && insertion ? { command: insertion.command, select: { edges: [edge.id] } } : null;
}

function onCanvas(graph: GraphModel, { boxes }: Geometry, step: Step, at: Point, drawn: PipelineDocument): DroppedStep {
  const parent = parentAt(graph, boxes, at);
  const origin = boxes.get(parent) ?? { x: 0, y: 0 };
  const size = defaultSize('atomic');
  const spot = { x: snap(at.x - origin.x - size.width / 2), y: snap(at.y - origin.y - size.height / 2) };
  const { id, command } = insertState(graph, { kind: 'step', step }, { drawn, sizes: sizesOf(graph), parent, at: spot });
  return { command, select: { states: [id] } };
}

function isNear(a: Point, b: Point, { x, y }: Point): boolean {
  return x >= Math.min(a.x, b.x) - NEAR && x <= Math.max(a.x, b.x) + NEAR && y >= Math.min(a.y, b.y) - NEAR && y <= Math.max(a.y, b.y) + NEAR;
}
