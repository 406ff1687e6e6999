import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useCanvasUiStore, type CanvasUiStore } from '../canvas/canvas-ui.js';
import { nudgeCommand } from '../canvas/gestures/drop.js';
import { withShown } from '../canvas/layout/automatic.js';
import { appendAfter, openOnEdge } from '../canvas/use-editing.js';
import type { Command } from '../document/index.js';
import type { DesignerStore } from './designer-store.js';
import { goTo } from './go-to-neighbour.js';
import { keyAction, type KeyAction } from './key-action.js';
import { useDesignerStore } from './use-designer.js';

type Flow = ReturnType<typeof useReactFlow>;

/** The keys of the designer. They never act while something is written or chosen in a list. */
export function useDesignerKeys(): void {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  const flow = useReactFlow();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isWriting(event)) return;
      const action = keyAction(event, isOnCanvas(event.target));
      if (action === null || !act(action, store, ui, flow)) return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [store, ui, flow]);
}

/** Whether the key goes to a field, a list, or a word that is being composed. */
export function isWriting(event: { readonly target: EventTarget | null; readonly isComposing?: boolean }): boolean {
  if (event.isComposing) return true;
  return (
    event.target instanceof Element &&
    event.target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="listbox"]') !== null
  );
}

const isOnCanvas = (target: EventTarget | null): boolean => target === document.body || (target instanceof Element && target.closest('.react-flow') !== null);

/** Does what a key asks for; false when there was nothing to do it to. */
function act(action: KeyAction, store: DesignerStore, ui: CanvasUiStore, flow: Flow): boolean {
  if (action.kind === 'nudge') return nudge(store, ui, action.by);
  if (action.kind === 'go') return goTo(store, ui, action.towards);
  const { actions, graph, selection } = store.getState();
  const acts: Readonly<Record<Exclude<KeyAction['kind'], 'nudge' | 'go'>, () => boolean>> = {
    undo: () => yes(actions.undo()),
    redo: () => yes(actions.redo()),
    find: () => yes(ui.setState({ isFinding: true })),
    'select-all': () => yes(actions.select({ states: graph.nodes.map(({ id }) => id) })),
    deselect: () => yes(actions.select({})),
    duplicate: () => selection.states.length > 0 && actions.do({ kind: 'state.duplicate', ids: selection.states, offset: { x: 24, y: 24 } }),
    remove: () => remove(store),
    rename: () => rename(store),
    append: () => append(store, ui),
    connect: () => openConnect(store, ui),
    'zoom-in': () => yes(flow.zoomIn({ duration: 120 })),
    'zoom-out': () => yes(flow.zoomOut({ duration: 120 })),
    fit: () => yes(flow.fitView({ duration: 200, padding: 0.12, maxZoom: 1 })),
    'actual-size': () => yes(flow.zoomTo(1, { duration: 120 })),
  };
  return acts[action.kind]();
}

const yes = (_done: unknown): true => true;

function remove(store: DesignerStore): boolean {
  const { selection, actions } = store.getState();
  const command = removeCommand(store);
  if (command === null) return false;
  const isDone = actions.do(command);
  if (isDone && selection.states.length > 0) document.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true });
  return true;
}

/** Removes all that is selected; transitions that go with their state are left out. */
function removeCommand(store: DesignerStore): Command | null {
  const { selection, graph } = store.getState();
  const gone = new Set(selection.states);
  const places = selection.edges.flatMap((id) => {
    const edge = graph.edge(id);
    return edge?.place && !gone.has(edge.source) && !gone.has(edge.target ?? '') ? [edge.place] : [];
  });
  const commands: Command[] = [];
  if (places.length > 0) commands.push({ kind: 'transition.remove', places });
  if (selection.states.length > 0) commands.push({ kind: 'state.remove', ids: selection.states });
  if (selection.notes.length > 0) commands.push({ kind: 'note.remove', indexes: selection.notes });
  const [only] = commands;
  if (!only) return null;
  return commands.length === 1 ? only : { kind: 'batch', commands, text: { en: 'Delete', 'zh-CN': '删除' } };
}

function nudge(store: DesignerStore, ui: CanvasUiStore, by: { readonly x: number; readonly y: number }): boolean {
  const { graph, selection, actions } = store.getState();
  const { geometry, shown } = ui.getState();
  const command = geometry && nudgeCommand(graph, geometry.resting, selection.states, by);
  return command ? actions.do(withShown(shown, command)) : false;
}

function rename(store: DesignerStore): boolean {
  const { selection, actions } = store.getState();
  const [state] = selection.states;
  const [edge] = selection.edges;
  const [note] = selection.notes;
  if (state !== undefined) actions.name({ kind: 'state', id: state });
  else if (edge !== undefined) actions.name({ kind: 'edge', id: edge });
  else if (note !== undefined) actions.name({ kind: 'note', index: note });
  else return false;
  return true;
}

function append(store: DesignerStore, ui: CanvasUiStore): boolean {
  const { selection, mayEdit, mode } = store.getState();
  const [state] = selection.states;
  const [edge] = selection.edges;
  if (!mayEdit || mode !== 'edit') return false;
  if (edge !== undefined) openOnEdge(ui, edge);
  else if (state !== undefined) appendAfter(ui, state);
  else return false;
  return true;
}

function openConnect(store: DesignerStore, ui: CanvasUiStore): boolean {
  const { selection, mayEdit, mode } = store.getState();
  const [source] = selection.states;
  if (source === undefined || !mayEdit || mode !== 'edit') return false;
  appendAfter(ui, source);
  const { picking } = ui.getState();
  if (picking) ui.setState({ picking: { kind: 'connect', source, client: picking.client } });
  return true;
}
