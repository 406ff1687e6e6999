import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { focusOf, type Place } from '../document/index.js';
import { useDesigner } from '../designer/use-designer.js';
import { useCanvasUiStore } from './canvas-ui.js';
import type { Geometry } from './scene/scene.js';
import { noteId, type FlowEdge, type FlowNode } from './scene/flow-elements.js';

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

const EDGE_PX = 140;

/** Moves the drawing no more than it takes to see a point well inside; nothing where it can be seen. */
function reveal(flow: Flow, point: { readonly x: number; readonly y: number }): void {
  const frame = document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!frame) return;
  const { x, y } = flow.flowToScreenPosition(point);
  const shift = (at: number, low: number, high: number): number => Math.max(0, low + EDGE_PX - at) - Math.max(0, at - high + EDGE_PX);
  const [dx, dy] = [shift(x, frame.left, frame.right), shift(y, frame.top, frame.bottom)];
  const viewport = flow.getViewport();
  if (dx !== 0 || dy !== 0) void flow.setViewport({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, { duration: 200 });
}

/** Brings what was asked for into view: the state, the line with its label, the note. */
export function useFocusRequest(flow: Flow | null): void {
  const request = useDesigner((state) => state.focusRequest);
  const ui = useCanvasUiStore();
  useEffect(() => {
    const point = flow && request && pointOf(request.place, flow, ui.getState().geometry);
    if (!point) return;
    if (request.isGentle) reveal(flow, point);
    else void flow.setCenter(point.x, point.y, { zoom: Math.max(0.8, flow.getZoom()), duration: 200 });
  }, [flow, request, ui]);
}

/** Where a place is drawn; of a tall state its head. */
function pointOf(place: Place, flow: Flow, geometry: Geometry | null): { readonly x: number; readonly y: number } | undefined {
  if (place.kind === 'note') return flow.getNode(noteId(place.index))?.position;
  const { node, edge } = focusOf(place);
  const box = node === null ? undefined : geometry?.boxes.get(node);
  const middle = box && { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 120) };
  return (edge === null ? undefined : geometry?.labels.get(edge)) ?? middle;
}
