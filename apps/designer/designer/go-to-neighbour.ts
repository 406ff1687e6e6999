import type { CanvasUiStore } from '../canvas/canvas-ui.js';
import { middleOf, neighbourOf } from '../canvas/gestures/neighbours.js';
import type { Point } from '../canvas/routing/index.js';
import type { GraphModel } from '../document/index.js';
import type { DesignerStore } from './designer-store.js';

/** Selects the state that lies next, and brings it into view with the keyboard on it. */
export function goTo(store: DesignerStore, ui: CanvasUiStore, towards: Point): boolean {
  const { graph, selection, actions } = store.getState();
  const { geometry } = ui.getState();
  const [state] = selection.states;
  const [edge] = selection.edges;
  const box = state === undefined ? undefined : geometry?.boxes.get(state);
  const from = box ? middleOf(box) : edge === undefined ? undefined : geometry?.labels.get(edge);
  if (!geometry || !from) return false;
  const around = new Set(aroundOf(graph, state));
  const next = neighbourOf(geometry.boxes, from, towards, (id) => id === state || around.has(id) || graph.node(id) === undefined);
  if (next === null) return true;
  actions.select({ states: [next] });
  actions.reveal({ kind: 'state', state: next, rest: '' });
  focusState(next);
  return true;
}

function aroundOf(graph: GraphModel, state: string | undefined): readonly string[] {
  const parent = state === undefined ? null : (graph.node(state)?.parent ?? null);
  return parent === null ? [] : [parent, ...aroundOf(graph, parent)];
}

/** Frames until what was out of view is drawn. */
const PATIENCE = 30;

function focusState(id: string, left = PATIENCE): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"][tabindex]`);
    if (found) found.focus({ preventScroll: true });
    else if (left > 0) focusState(id, left - 1);
  });
}
