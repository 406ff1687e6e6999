import type { GraphEdge, GraphNode } from '../../document/index.js';

/** What screen readers are told of states and transitions. */
export interface SceneNames {
  readonly stateRole: string;
  readonly edgeRole: string;
  state(node: GraphNode): string;
  /** `from` and `to` are the titles of its ends. */
  edge(edge: GraphEdge, from: string, to: string): string;
}
