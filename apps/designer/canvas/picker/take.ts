import { ROOT, treeOf } from '../../document/index.js';
import type { DesignerStore } from '../../designer/designer-store.js';
import type { CanvasUiStore, Picking } from '../canvas-ui.js';
import { connectCommand, parentAt } from '../gestures/connect.js';
import { insertOnEdge, insertState, type Inserted } from '../gestures/insert.js';
import { withShown } from '../layout/automatic.js';
import { sizesOf } from '../scene/sizes.js';
import type { Choice } from './choices.js';

/** Does what was chosen in the list; what is new is selected with its name in edit. */
export function take(store: DesignerStore, ui: CanvasUiStore, picking: Picking, { act }: Choice): void {
  if (act.kind === 'insert') return insert(store, ui, picking, act.what);
  const source = picking.kind === 'connect' ? picking.source : picking.kind === 'add' ? picking.after : null;
  if (source !== null) connect(store, ui, source, act.target);
}

/** Connects two states and opens the name of the new line. */
export function connect(store: DesignerStore, ui: CanvasUiStore, source: string, target: string): void {
  const { graph, actions } = store.getState();
  const before = new Set(graph.edges.map(({ id }) => id));
  if (!actions.do(withShown(ui.getState().shown, connectCommand(graph, source, target)))) return;
  const made = store.getState().graph.edges.find(({ id }) => !before.has(id));
  if (!made) return;
  actions.select({ edges: [made.id] });
  actions.name({ kind: 'edge', id: made.id });
}

function insert(store: DesignerStore, ui: CanvasUiStore, picking: Picking, what: Inserted): void {
  const { graph, actions } = store.getState();
  const { drawn, shown } = ui.getState();
  if (!drawn) return;
  const sizes = sizesOf(graph);
  const place = picking.kind === 'edge' ? graph.edge(picking.edge)?.place : null;
  const insertion = place ? insertOnEdge(graph, place, what, drawn, sizes) : insertState(graph, what, { drawn, sizes, ...whereOf(store, ui, picking) });
  if (!insertion || !actions.do(withShown(shown, insertion.command))) return;
  if (!graph.node(insertion.id)) {
    actions.select({ states: [insertion.id] });
    actions.reveal({ kind: 'state', state: insertion.id, rest: '' });
    actions.name({ kind: 'state', id: insertion.id });
  } else if (picking.kind === 'edge') actions.select({ edges: [picking.edge] });
}

/** Beside the state it comes after and in the same one, or where the line was let go. */
function whereOf(store: DesignerStore, ui: CanvasUiStore, picking: Picking) {
  const { graph } = store.getState();
  const { geometry } = ui.getState();
  const tree = treeOf(graph.document);
  const after = picking.kind === 'add' ? picking.after : null;
  const beside = after === null ? ROOT : (tree.get(after)?.parent ?? ROOT);
  const at = picking.kind === 'add' ? picking.at : null;
  if (at === null || !geometry) return { parent: beside, ...(after === null ? {} : { after }) };
  const parent = parentAt(graph, geometry.boxes, at, new Set(after === null ? [] : [after]));
  const box = parent === ROOT ? { x: 0, y: 0 } : (geometry.boxes.get(parent) ?? { x: 0, y: 0 });
  const snap = (value: number): number => Math.round(value / 4) * 4;
  return { parent, at: { x: snap(at.x - box.x), y: snap(at.y - box.y - 24) }, ...(after === null ? {} : { after }) };
}
