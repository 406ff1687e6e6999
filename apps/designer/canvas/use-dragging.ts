import type { EdgeChange, NodeChange, ReactFlowInstance } from '@xyflow/react';
import { useMemo } from 'react';
import { useDesignerStore } from '../designer/use-designer.js';
import type { DesignerStore } from '../designer/designer-store.js';
import { useCanvasUiStore, type CanvasUiStore } from './canvas-ui.js';
import { dropCommand, takerOf } from './gestures/drop.js';
import { withShown } from './layout/automatic.js';
import type { Point } from './routing/index.js';
import { noteIndexOf, type FlowEdge, type FlowNode } from './scene/flow-elements.js';

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;
type Pointer = { readonly clientX: number; readonly clientY: number; readonly altKey: boolean };

export interface Dragging {
  readonly onNodesChange: (changes: readonly NodeChange<FlowNode>[]) => void;
  readonly onEdgesChange: (changes: readonly EdgeChange<FlowEdge>[]) => void;
  readonly onStart: () => void;
  readonly onDrag: (event: unknown) => void;
  readonly onStop: (event: unknown) => void;
}

/** Dragging and selecting on the canvas: positions are shown while the pointer is down, and become one command when it is let go. */
export function useDragging(flow: Flow | null): Dragging {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  return useMemo(
    () => ({
      onNodesChange: (changes) => takeNodeChanges(store, ui, changes),
      onEdgesChange: (changes) => selectEdges(store, changes),
      onStart: () => ui.setState({ drag: new Map() }),
      onDrag: (event) => showTaker(store, ui, flow, pointerOf(event)),
      onStop: (event) => drop(store, ui, flow, pointerOf(event)),
    }),
    [store, ui, flow],
  );
}

function pointerOf(event: unknown): Pointer {
  const { touches, changedTouches } = event as { readonly touches?: ArrayLike<Touch>; readonly changedTouches?: ArrayLike<Touch> };
  const touch = touches?.[0] ?? changedTouches?.[0];
  return touch ? { clientX: touch.clientX, clientY: touch.clientY, altKey: false } : (event as Pointer);
}

function takeNodeChanges(store: DesignerStore, ui: CanvasUiStore, changes: readonly NodeChange<FlowNode>[]): void {
  const drag = ui.getState().drag;
  const moved = changes.flatMap((change): readonly (readonly [string, Point])[] =>
    change.type === 'position' && change.position && drag ? [[change.id, change.position]] : [],
  );
  if (moved.length > 0) ui.setState({ drag: new Map([...(drag ?? []), ...moved]) });
  selectNodes(store, changes);
  resizeNotes(store, changes);
}

function selectNodes(store: DesignerStore, changes: readonly NodeChange<FlowNode>[]): void {
  const picked = changes.filter((change) => change.type === 'select');
  if (picked.length === 0) return;
  const { selection, actions } = store.getState();
  const states = new Set(selection.states);
  const notes = new Set(selection.notes);
  for (const { id, selected } of picked) {
    const note = noteIndexOf(id);
    if (note === null) toggle(states, id, selected);
    else toggle(notes, note, selected);
  }
  actions.select({ ...selection, states: [...states], notes: [...notes] });
}

function selectEdges(store: DesignerStore, changes: readonly EdgeChange<FlowEdge>[]): void {
  const picked = changes.filter((change) => change.type === 'select');
  if (picked.length === 0) return;
  const { selection, actions } = store.getState();
  const edges = new Set(selection.edges);
  for (const { id, selected } of picked) toggle(edges, id, selected);
  actions.select({ ...selection, edges: [...edges] });
}

const toggle = <T>(set: Set<T>, member: T, isIn: boolean): void => void (isIn ? set.add(member) : set.delete(member));

function resizeNotes(store: DesignerStore, changes: readonly NodeChange<FlowNode>[]): void {
  for (const change of changes) {
    const index = change.type === 'dimensions' ? noteIndexOf(change.id) : null;
    if (index !== null && change.type === 'dimensions' && change.dimensions && change.setAttributes)
      store
        .getState()
        .actions.do({ kind: 'note.change', index, values: { width: Math.round(change.dimensions.width), height: Math.round(change.dimensions.height) } });
  }
}

const droppedAt = (ui: CanvasUiStore, flow: Flow, { clientX, clientY, altKey }: Pointer) => ({
  moved: ui.getState().drag ?? new Map<string, Point>(),
  pointer: flow.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false }),
  staysInside: altKey,
});

function showTaker(store: DesignerStore, ui: CanvasUiStore, flow: Flow | null, pointer: Pointer): void {
  const { geometry, taker } = ui.getState();
  if (!flow || !geometry) return;
  const next = takerOf(store.getState().graph, geometry.resting, droppedAt(ui, flow, pointer));
  if (next !== taker) ui.setState({ taker: next });
}

function drop(store: DesignerStore, ui: CanvasUiStore, flow: Flow | null, pointer: Pointer): void {
  const { geometry, drag, shown } = ui.getState();
  const { graph, actions } = store.getState();
  if (flow && geometry && drag && drag.size > 0) {
    const { command, answer } = dropCommand(graph, geometry.resting, droppedAt(ui, flow, pointer), shown);
    if (!answer.ok) actions.say(answer.error.text);
    else if (actions.do(withShown(shown, command)) && answer.caution) actions.say(answer.caution);
    actions.seal();
  }
  ui.setState({ drag: null, taker: null });
}
