import type { ReactFlowInstance } from '@xyflow/react';
import { type PointerEvent, useMemo } from 'react';
import { useDesignerStore } from '../designer/use-designer.js';
import type { DesignerStore } from '../designer/designer-store.js';
import type { CanvasEditing } from './canvas-editing.js';
import { useCanvasUiStore, type CanvasUiStore } from './canvas-ui.js';
import { attachAt, attachCommand, fixedEnd, mayAttach, cautionOf, type Pulled } from './gestures/connect.js';
import { nameState, nameTransition } from './gestures/names.js';
import { withShown } from './layout/automatic.js';
import type { Point } from './routing/index.js';
import { noteIndexOf, type FlowEdge, type FlowNode } from './scene/flow-elements.js';

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

/** What begins at states and lines: naming, connecting, leading elsewhere, inserting. */
export function useEditing(flow: Flow | null): CanvasEditing {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  return useMemo(() => ({ ...namingOf(store, ui), ...pullingOf(store, ui, flow) }), [store, ui, flow]);
}

type Naming = Pick<CanvasEditing, 'rename' | 'stopNaming' | 'startNaming' | 'changeNote' | 'selectEdge' | 'insertOn'>;

function namingOf(store: DesignerStore, ui: CanvasUiStore): Naming {
  const { actions } = store.getState();
  return {
    rename: (id, name, andThen) => {
      const { graph } = store.getState();
      actions.name(null);
      const command = graph.node(id) ? nameState(graph, id, name) : nameTransition(graph, id, name);
      const isDone = command === null || actions.do(command);
      actions.seal();
      const [named] = store.getState().selection.states;
      if (isDone && andThen === 'append') appendAfter(ui, named ?? newestIn(store, id));
    },
    stopNaming: () => actions.name(null),
    startNaming: (id) => {
      const { graph } = store.getState();
      const note = noteIndexOf(id);
      if (note !== null) actions.name({ kind: 'note', index: note });
      else if (graph.node(id)) actions.name({ kind: 'state', id });
      else if (graph.edge(id)?.place) actions.name({ kind: 'edge', id });
    },
    changeNote: (index, text) => {
      actions.name(null);
      actions.do({ kind: 'note.change', index, values: { text } });
      actions.seal();
    },
    selectEdge: (id, isMore) => {
      const { selection } = store.getState();
      actions.select(isMore ? { ...selection, edges: [...selection.edges, id] } : { edges: [id] });
    },
    insertOn: (edge) => openOnEdge(ui, edge),
  };
}

/** A state that was just named may have a new id. */
function newestIn(store: DesignerStore, id: string): string {
  const { graph } = store.getState();
  return graph.node(id) ? id : (graph.nodes.at(-1)?.id ?? id);
}

/** Opens the list of what may come after a state, beside it. */
export function appendAfter(ui: CanvasUiStore, id: string): void {
  const box = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  const client = box ? { x: box.right + 12, y: box.top } : { x: innerWidth / 2, y: innerHeight / 3 };
  ui.setState({ picking: { kind: 'add', after: id, at: null, client } });
}

export function openOnEdge(ui: CanvasUiStore, edge: string): void {
  const box = document.querySelector(`[data-edge="${CSS.escape(edge)}"]`)?.getBoundingClientRect();
  const client = box ? { x: box.left, y: box.bottom + 4 } : { x: innerWidth / 2, y: innerHeight / 3 };
  ui.setState({ picking: { kind: 'edge', edge, client } });
}

function pullingOf(store: DesignerStore, ui: CanvasUiStore, flow: Flow | null): Pick<CanvasEditing, 'startConnection' | 'startRetarget'> {
  const start = (pulled: Pulled, event: PointerEvent): void => {
    if (event.button !== 0 || !flow) return;
    event.preventDefault();
    event.stopPropagation();
    pull(store, ui, flow, pulled);
  };
  return {
    startConnection: (source, event) => start({ kind: 'new', source }, event),
    startRetarget: (edge, end, event) => start({ kind: 'retarget', edge, end }, event),
  };
}

/** Follows the pointer until it is let go, or Escape is pressed. */
function pull(store: DesignerStore, ui: CanvasUiStore, flow: Flow, pulled: Pulled): void {
  const ended = new AbortController();
  const { signal } = ended;
  const follow = (event: globalThis.PointerEvent): void => {
    const to = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    ui.setState({ pulling: pullingAt(store, ui, pulled, to) });
  };
  const end = (): void => {
    ended.abort();
    ui.setState({ pulling: null });
  };
  const letGo = (event: globalThis.PointerEvent): void => {
    const { pulling } = ui.getState();
    end();
    if (pulling) attach(store, ui, pulled, pulling.over, { x: event.clientX, y: event.clientY }, pulling.to);
  };
  addEventListener('pointermove', follow, { signal });
  addEventListener('pointerup', letGo, { signal });
  addEventListener('pointercancel', end, { signal });
  addEventListener('keydown', (event) => event.key === 'Escape' && end(), { signal });
}

function pullingAt(store: DesignerStore, ui: CanvasUiStore, pulled: Pulled, to: Point) {
  const { graph } = store.getState();
  const { geometry } = ui.getState();
  const fixed = fixedEnd(graph, pulled);
  const box = fixed === null ? undefined : geometry?.boxes.get(fixed);
  const from = box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : to;
  const over = geometry ? attachAt(graph, geometry.resting, to, pulled) : null;
  const answer = over === null ? null : mayAttach(graph, pulled, over);
  return { pulled, from, to, over, says: answer && cautionOf(answer), isRefused: answer?.ok === false };
}

function attach(store: DesignerStore, ui: CanvasUiStore, pulled: Pulled, over: string | null, client: Point, at: Point): void {
  const { graph, actions } = store.getState();
  if (over === null) {
    if (pulled.kind === 'new') ui.setState({ picking: { kind: 'add', after: pulled.source, at, client } });
    return;
  }
  if (pulled.kind === 'new' && over === pulled.source && isNearBy(ui, over, at)) return;
  const answer = mayAttach(graph, pulled, over);
  if (!answer.ok) return actions.say(answer.error.text);
  const command = attachCommand(graph, pulled, over);
  const before = new Set(graph.edges.map(({ id }) => id));
  if (!command || !actions.do(withShown(ui.getState().shown, command))) return;
  if (answer.caution) actions.say(answer.caution);
  const made = store.getState().graph.edges.find(({ id }) => !before.has(id));
  if (!made) return;
  actions.select({ edges: [made.id] });
  if (pulled.kind === 'new') actions.name({ kind: 'edge', id: made.id });
}

/** A click on a dot is no wish for a loop. */
function isNearBy(ui: CanvasUiStore, id: string, { x, y }: Point): boolean {
  const box = ui.getState().geometry?.boxes.get(id);
  return box !== undefined && (x < box.x + 20 || x > box.x + box.width - 20 || y < box.y + 8 || y > box.y + box.height - 8);
}
