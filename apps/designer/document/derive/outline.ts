import type { GraphEdge, GraphModel, GraphNode } from './graph.js';

/** A row of the outline tree: a state, or below it a transition out of it. `level` counts from 1, as `aria-level` does. */
export type OutlineRow =
  | {
      readonly kind: 'state';
      readonly id: string;
      readonly level: number;
      /** Place among its siblings from 1, and how many there are. */
      readonly position: number;
      readonly size: number;
      readonly isExpandable: boolean;
      readonly isExpanded: boolean;
      readonly node: GraphNode;
    }
  | {
      readonly kind: 'transition';
      readonly id: string;
      readonly level: number;
      readonly position: number;
      readonly size: number;
      readonly edge: GraphEdge;
      /** What it leads to, in the reader's language; empty for actions only. */
      readonly targetTitle: string;
    };

export interface OutlineOptions {
  /** States whose inside is not shown. */
  readonly collapsed: ReadonlySet<string>;
  readonly showTransitions: boolean;
}

/** The states as rows of a tree, in document order; the transitions of a state stand before the states inside it. */
export function outlineRows(graph: GraphModel, { collapsed, showTransitions }: OutlineOptions): readonly OutlineRow[] {
  const bySource = showTransitions ? edgesBySource(graph) : new Map<string, readonly GraphEdge[]>();
  const rows: OutlineRow[] = [];
  const visit = (ids: readonly string[], level: number, from: number, size: number): void =>
    ids.forEach((id, n) => {
      const node = graph.node(id);
      if (!node) return;
      const edges = showTransitions ? [...node.internals, ...(bySource.get(id) ?? [])] : [];
      const isExpandable = node.children.length + edges.length > 0;
      const isExpanded = isExpandable && !collapsed.has(id);
      rows.push({ kind: 'state', id, level, position: from + n, size, isExpandable, isExpanded, node });
      if (!isExpanded) return;
      const inside = edges.length + node.children.length;
      edges.forEach((edge, i) => rows.push(transitionRow(graph, edge, level + 1, i + 1, inside)));
      visit(node.children, level + 1, edges.length + 1, inside);
    });
  const top = graph.nodes.filter((node) => node.parent === null).map((node) => node.id);
  visit(top, 1, 1, top.length);
  return rows;
}

function edgesBySource(graph: GraphModel): ReadonlyMap<string, readonly GraphEdge[]> {
  const bySource = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    const list = bySource.get(edge.source);
    if (list) list.push(edge);
    else bySource.set(edge.source, [edge]);
  }
  return bySource;
}

function transitionRow(graph: GraphModel, edge: GraphEdge, level: number, position: number, size: number): OutlineRow {
  const targetTitle = edge.target === null ? '' : (graph.node(edge.target)?.title ?? edge.target);
  return { kind: 'transition', id: edge.id, level, position, size, edge, targetTitle };
}
