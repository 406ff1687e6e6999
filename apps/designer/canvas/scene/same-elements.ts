import type { FlowEdge, FlowNode } from './elements.js';

const sameParts = (a: object, b: object): boolean =>
  Object.entries(a).every(([key, value]) => (b as Record<string, unknown>)[key] === value) && Object.keys(a).length === Object.keys(b).length;

const NODE_PARTS = ['width', 'height', 'parentId', 'selected', 'draggable', 'focusable', 'ariaLabel', 'zIndex'] as const satisfies readonly (keyof FlowNode)[];

/** The node of before where nothing about it changed. */
export function sameNode(next: FlowNode, old: FlowNode | undefined): FlowNode {
  if (!old || old.type !== next.type) return next;
  const isSame =
    NODE_PARTS.every((part) => old[part] === next[part]) &&
    sameParts(next.data, old.data) &&
    sameParts(next.position, old.position) &&
    sameParts(next.style ?? {}, old.style ?? {});
  return isSame ? old : next;
}

const EDGE_PARTS = ['selected', 'focusable', 'ariaLabel', 'source', 'target'] as const satisfies readonly (keyof FlowEdge)[];

/** The line of before where nothing about it changed. */
export function sameEdge(next: FlowEdge, old: FlowEdge | undefined): FlowEdge {
  if (old?.data === undefined || next.data === undefined) return next;
  return EDGE_PARTS.every((part) => old[part] === next[part]) && sameParts(next.data, old.data) ? old : next;
}
