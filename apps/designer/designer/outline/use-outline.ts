import { useMemo, useState, type KeyboardEvent } from 'react';
import { nameState, nameTransition } from '../../canvas/gestures/names.js';
import { outlineRows, ROOT, treeOf, type OutlineRow } from '../../document/index.js';
import type { DesignerStore } from '../designer-store.js';
import { useDesigner, useDesignerStore } from '../use-designer.js';
import { addCommand, moveCommand, type Move } from './outline-edits.js';
import { outlineTexts } from './texts.js';

export interface OutlineView {
  readonly rows: readonly OutlineRow[];
  readonly at: number;
  readonly renaming: string | null;
  readonly showTransitions: boolean;
  setShowTransitions(shows: boolean): void;
  go(index: number): void;
  toggle(id: string, isOpen?: boolean): void;
  startRenaming(id: string | null): void;
  rename(id: string, name: string): void;
  addAfter(id: string | null): void;
  addInside(id: string): void;
  move(id: string, move: Move): void;
  remove(row: OutlineRow): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** The outline as a tree with one row at hand, which is also what is selected. */
export function useOutline(): OutlineView {
  const store = useDesignerStore();
  const graph = useDesigner((state) => state.graph);
  const selection = useDesigner((state) => state.selection);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [showTransitions, setShowTransitions] = useState(false);
  const [renaming, startRenaming] = useState<string | null>(null);
  const rows = useMemo(() => outlineRows(graph, { collapsed, showTransitions }), [graph, collapsed, showTransitions]);
  const chosen = selection.states.at(-1) ?? selection.edges.at(-1);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const { actions } = store.getState();

  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    actions.select(row.kind === 'state' ? { states: [row.id] } : { edges: [row.id] });
    if (row.kind === 'state') actions.reveal({ kind: 'state', state: row.id, rest: '' });
    else if (row.edge.place) actions.reveal({ kind: 'transition', place: row.edge.place, rest: '' });
  };
  const toggle = (id: string, isOpen = collapsed.has(id)): void =>
    setCollapsed(new Set(isOpen ? [...collapsed].filter((one) => one !== id) : [...collapsed, id]));
  const add = (where: Parameters<typeof addCommand>[1]): void => {
    const { id, command } = addCommand(graph, where);
    if (!actions.do(command)) return;
    actions.select({ states: [id] });
    startRenaming(id);
  };
  const view: Omit<OutlineView, 'onKeyDown'> = {
    rows,
    at,
    renaming,
    showTransitions,
    setShowTransitions,
    go,
    toggle,
    startRenaming,
    rename: (id, name) => {
      startRenaming(null);
      rename(store, id, name);
    },
    addAfter: (id) => {
      const last = treeOf(graph.document).get(ROOT)?.children.at(-1);
      const after = id ?? last;
      if (after !== undefined) add({ after });
    },
    addInside: (id) => {
      toggle(id, true);
      add({ inside: id });
    },
    move: (id, move) => moveRow(store, id, move),
    remove: (row) => removeRow(store, row),
  };
  return { ...view, onKeyDown: (event) => onKey(event, view) };
}

function rename(store: DesignerStore, id: string, name: string): void {
  const { graph, actions } = store.getState();
  const command = graph.node(id) ? nameState(graph, id, name) : nameTransition(graph, id, name);
  if (command) actions.do(command);
  actions.seal();
}

function moveRow(store: DesignerStore, id: string, move: Move): void {
  const { graph, actions } = store.getState();
  const command = moveCommand(graph, id, move);
  const [en, zh] = outlineTexts.given['notInto'] ?? [];
  if (command) actions.do(command);
  else if (move === 'into' && en) actions.say({ en, 'zh-CN': zh });
}

function removeRow(store: DesignerStore, row: OutlineRow): void {
  const { actions } = store.getState();
  if (row.kind === 'state') actions.do({ kind: 'state.remove', ids: [row.id] });
  else if (row.edge.place) actions.do({ kind: 'transition.remove', places: [row.edge.place] });
}

function onKey(event: KeyboardEvent, view: Omit<OutlineView, 'onKeyDown'>): void {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
  const row = view.rows[view.at];
  const isDone = event.altKey ? moveByKey(event.key, row, view) : stepByKey(event.key, view) || editByKey(event.key, row, view);
  if (!isDone) return;
  event.preventDefault();
  event.stopPropagation();
}

const MOVES: Readonly<Record<string, Move>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'into', ArrowLeft: 'out' };

function moveByKey(key: string, row: OutlineRow | undefined, view: Omit<OutlineView, 'onKeyDown'>): boolean {
  const move = MOVES[key];
  if (!move || row?.kind !== 'state') return false;
  view.move(row.id, move);
  return true;
}

function stepByKey(key: string, { at, rows, go, toggle }: Omit<OutlineView, 'onKeyDown'>): boolean {
  const row = rows[at];
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 };
  const next = steps[key];
  if (next !== undefined) go(next);
  else if (row?.kind === 'state' && key === 'ArrowRight' && row.isExpandable) {
    if (row.isExpanded) go(at + 1);
    else toggle(row.id, true);
  } else if (row && key === 'ArrowLeft') {
    if (row.kind === 'state' && row.isExpanded) toggle(row.id, false);
    else go(outerOf(rows, at));
  } else return false;
  return true;
}

/** The row around this one. */
function outerOf(rows: readonly OutlineRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let n = at - 1; n >= 0; n--) if ((rows[n]?.level ?? 0) < level) return n;
  return at;
}

function editByKey(key: string, row: OutlineRow | undefined, view: Omit<OutlineView, 'onKeyDown'>): boolean {
  if (!row) return false;
  if (key === 'Enter' || key === 'F2') view.startRenaming(row.id);
  else if (key === 'Insert') view.addAfter(row.kind === 'state' ? row.id : row.edge.source);
  else if (key === 'Delete' || key === 'Backspace') view.remove(row);
  else return false;
  return true;
}
