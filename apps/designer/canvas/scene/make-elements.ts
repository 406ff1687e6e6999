import { Position } from '@xyflow/react';
import type { Lit } from '../../designer/designer-state.js';
import { ROOT, type GraphEdge, type GraphNode, type Note } from '../../document/index.js';
import type { Box } from '../../document/placement/index.js';
import type { LabelPlace, Point, Route } from '../routing/index.js';
import { noteId, type FlowEdge, type Look, type NoteElement, type RootElement, type Shine, type StateElement } from './elements.js';
import type { Drag } from './scene.js';

export function stateElement(node: GraphNode, box: Box, look: Look, at: Point | undefined, isRegion: boolean): StateElement {
  const type = node.kind === 'history' ? 'history' : node.children.length > 0 ? 'nest' : 'state';
  return {
    ...sized(box),
    id: node.id,
    type,
    position: at ?? { x: box.x, y: box.y },
    ...(node.parent === null ? {} : { parentId: node.parent }),
    selected: look.selection.states.includes(node.id),
    draggable: look.mayEdit,
    zIndex: node.depth,
    ariaRole: 'group',
    ariaLabel: look.names.state(node),
    domAttributes: { 'aria-roledescription': look.names.stateRole },
    data: {
      node,
      shine: shineOf(node.id, look.lit),
      heat: look.heat?.states.get(node.id) ?? null,
      mark: look.nodeMarks?.get(node.id) ?? null,
      isNaming: look.naming === node.id,
      isTarget: look.target === node.id,
      isRegion,
    },
  };
}

export function noteElement(note: Note, index: number, look: Look, drag: Drag | null): NoteElement {
  const id = noteId(index);
  const at = drag?.get(id) ?? { x: note.x, y: note.y };
  return {
    ...sized(note),
    id,
    type: 'note',
    position: at,
    style: standing(at),
    selected: look.selection.notes.includes(index),
    draggable: look.mayEdit,
    zIndex: -1,
    data: { note, index, isNaming: look.naming === id },
  };
}

export const rootElement = (box: Box): RootElement => ({
  ...sized(box),
  id: ROOT,
  type: 'root',
  position: { x: box.x, y: box.y },
  style: standing(box),
  draggable: false,
  selectable: false,
  data: {},
});

/**
 * Where an element stands on the whole drawing, in place of the transform that React Flow gives each: the browser keeps what is
 * transformed apart, and moving hundreds of such parts takes longer than a frame.
 */
export const standing = ({ x, y }: Point): { readonly left: number; readonly top: number; readonly transform: 'none' } => ({
  left: x,
  top: y,
  transform: 'none',
});

/** Sizes are known before anything is drawn, so React Flow need not measure; lines are routed by ourselves and use no handles. */
function sized({ width, height }: { readonly width: number; readonly height: number }) {
  return {
    width,
    height,
    measured: { width, height },
    handles: [
      { type: 'source' as const, position: Position.Right, x: width, y: height / 2 },
      { type: 'target' as const, position: Position.Left, x: 0, y: height / 2 },
    ],
  };
}

export function edgeElement(edge: GraphEdge, route: Route, label: LabelPlace, look: Look, selected: boolean): FlowEdge {
  return {
    id: edge.id,
    type: 'transition',
    source: edge.source,
    target: edge.target as string,
    selected,
    zIndex: selected ? 1001 : 1000,
    domAttributes: { 'aria-roledescription': look.names.edgeRole, 'aria-describedby': undefined },
    data: {
      edge,
      route,
      label,
      shine: shineOf(edge.id, look.lit),
      heat: look.heat?.edges.get(edge.id) ?? null,
      mark: look.edgeMarks?.get(edge.id) ?? null,
      isNaming: look.naming === edge.id,
    },
  };
}

function shineOf(id: string, lit: Lit | null): Shine {
  if (lit === null) return null;
  if (lit.active.has(id)) return 'active';
  if (lit.possible?.has(id)) return 'possible';
  return lit.taken?.has(id) ? 'taken' : null;
}
