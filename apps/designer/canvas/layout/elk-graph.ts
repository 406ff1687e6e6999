import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { ROOT, treeOf, type GraphEdge, type GraphModel, type StateTree } from '../../document/index.js';
import { HEAD, PADDING, type Size } from '../../document/placement/index.js';
import { sizeOfLabel, sizesOf } from '../scene/sizes.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const OPTIONS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': `[top=${HEAD},left=${PADDING},bottom=${PADDING},right=${PADDING}]`,
  'elk.layered.spacing.nodeNodeBetweenLayers': '32',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '14',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.spacing.componentComponent': '40',
  'elk.edgeLabels.inline': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};
/** Regions stand below each other. */
const REGIONS: Readonly<Record<string, string>> = { 'elk.direction': 'DOWN', 'elk.layered.spacing.nodeNodeBetweenLayers': '24' };

/**
 * The graph as ELK wants it: each state around others is laid out by itself, a line between two of them counts where both are inside.
 * Lines that lead back in the order of the document are turned, so that work flows forward. Labels are given to get room.
 */
export function elkGraphOf(graph: GraphModel): ElkNode {
  const tree = treeOf(graph.document);
  const sizes = sizesOf(graph);
  const edges = liftedEdges(graph, tree);
  const elkNode = (id: string): ElkNode => {
    const entry = tree.get(id);
    const children = entry?.children ?? [];
    if (children.length === 0) return { id, ...sizes(id) };
    const isParallel = entry?.kind === 'parallel';
    return {
      id,
      layoutOptions: { ...OPTIONS, ...(id === ROOT ? { 'elk.padding': '[top=0,left=0,bottom=0,right=0]' } : {}), ...(isParallel ? REGIONS : {}) },
      children: children.map(elkNode),
      edges: isParallel ? stack(children) : (edges.get(id) ?? []),
    };
  };
  return elkNode(ROOT);
}

/** Invisible lines that put regions below each other in their order. */
const stack = (children: readonly string[]): ElkExtendedEdge[] =>
  children.slice(1).map((child, n) => ({ id: `order ${child}`, sources: [children[n] ?? child], targets: [child] }));

/** Lines by the state in which both their ends lie, each end being the child there; of several between the same two one, with the widest label. */
function liftedEdges(graph: GraphModel, tree: StateTree): ReadonlyMap<string, ElkExtendedEdge[]> {
  const order = new Map([...tree.entries.keys()].map((id, n) => [id, n]));
  const found = new Map<string, { readonly around: string; readonly from: string; readonly to: string; size: Size; readonly id: string }>();
  for (const edge of graph.edges) {
    const ends = endsOf(edge, tree);
    if (!ends) continue;
    const isForward = (order.get(ends.from) ?? 0) < (order.get(ends.to) ?? 0);
    const [from, to] = isForward ? [ends.from, ends.to] : [ends.to, ends.from];
    const key = `${from} ${to}`;
    const size = sizeOfLabel(edge);
    const known = found.get(key);
    if (!known) found.set(key, { around: ends.around, from, to, size, id: edge.id });
    else if (known.size.width < size.width) known.size = size;
  }
  const byParent = new Map<string, ElkExtendedEdge[]>();
  for (const { around, from, to, size, id } of found.values()) {
    const list = byParent.get(around) ?? [];
    list.push({ id, sources: [from], targets: [to], labels: [{ text: ' ', ...size }] });
    byParent.set(around, list);
  }
  return byParent;
}

function endsOf({ source, target, isBroken }: GraphEdge, tree: StateTree) {
  if (target === null || isBroken || source === ROOT || source === target || tree.isWithin(source, target) || tree.isWithin(target, source)) return null;
  const around = tree.meeting(source, target);
  const child = (id: string): string => [id, ...tree.above(id)].find((one) => tree.get(one)?.parent === around) ?? id;
  return { around, from: child(source), to: child(target) };
}

/** Where ELK put the states, relative to the state around; regions of a parallel state begin at its left side. */
export function positionsIn(root: ElkNode, tree: StateTree): ReadonlyMap<string, Point> {
  const positions = new Map<string, Point>();
  const visit = (node: ElkNode): void => {
    const isParallel = node.id !== ROOT && tree.get(node.id)?.kind === 'parallel';
    for (const child of node.children ?? []) {
      positions.set(child.id, { x: isParallel ? PADDING : (child.x ?? 0), y: child.y ?? 0 });
      visit(child);
    }
  };
  visit(root);
  return positions;
}
