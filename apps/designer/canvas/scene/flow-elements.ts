import { notesOf, ROOT } from '../../document/index.js';
import type { FlowEdge, FlowNode, Look } from './elements.js';
import { edgeElement, noteElement, rootElement, standing, stateElement } from './make-elements.js';
import { sameEdge, sameNode } from './same-elements.js';
import { rootBox, type Drag, type Drawn, type Geometry } from './scene.js';

export * from './elements.js';

/** Nodes and edges for React Flow, made from what the document says; the same objects as the last time for what did not change. */
export class FlowElements {
  private nodes = new Map<string, FlowNode>();
  private edges = new Map<string, FlowEdge>();
  private last: { readonly drawn: Drawn; readonly look: Look; readonly boxes: Geometry['boxes']; readonly drag: Drag | null } | null = null;
  private lastLook: Look | null = null;
  private lastDrawn: Drawn | null = null;

  nodesOf(drawn: Drawn, geometry: Geometry, look: Look, drag: Drag | null): readonly FlowNode[] {
    const next = new Map<string, FlowNode>();
    const keep = (node: FlowNode): void => void next.set(node.id, sameNode(node, this.nodes.get(node.id)));
    if (drawn.edges.some(({ source }) => source === ROOT)) keep(rootElement(rootBox(geometry.resting)));
    const regions = new Set(drawn.nodes.filter(({ kind }) => kind === 'parallel').map(({ id }) => id));
    notesOf(drawn.document).forEach((note, index) => keep(noteElement(note, index, look, drag)));
    const stop = look.isWalked ? tabStop(drawn, look) : null;
    const isKept = this.keptWhile(drawn, look, geometry, drag);
    for (const node of drawn.nodes) {
      const known = this.nodes.get(node.id);
      if (known && isKept(node.id)) {
        next.set(node.id, known);
        continue;
      }
      const box = geometry.resting.relative.get(node.id);
      const stands = geometry.boxes.get(node.id);
      if (box && stands)
        keep({
          ...stateElement(node, box, look, drag?.get(node.id), regions.has(node.parent ?? '')),
          style: standing(stands),
          focusable: node.id === stop,
        });
    }
    this.nodes = next;
    return [...next.values()];
  }

  /** While something is dragged, most states stand where they stood: those are not even looked at. */
  private keptWhile(drawn: Drawn, look: Look, geometry: Geometry, drag: Drag | null): (id: string) => boolean {
    const { last } = this;
    this.last = { drawn, look, boxes: geometry.boxes, drag };
    if (last?.drawn !== drawn || last.look !== look) return () => false;
    return (id) => last.boxes.get(id) === geometry.boxes.get(id) && last.drag?.get(id) === drag?.get(id);
  }

  edgesOf(drawn: Drawn, geometry: Geometry, look: Look): readonly FlowEdge[] {
    const isSame = this.lastLook === look && this.lastDrawn === drawn;
    [this.lastLook, this.lastDrawn] = [look, drawn];
    const next = new Map<string, FlowEdge>();
    const selected = new Set(look.selection.edges);
    const titles = new Map(drawn.nodes.map(({ id, title }) => [id, title]));
    const near = new Set([...look.selection.states, ...drawn.edges.filter(({ id }) => selected.has(id)).map(({ source }) => source)]);
    for (const edge of drawn.edges) {
      const [route, label] = [geometry.routes.get(edge.id), geometry.labels.get(edge.id)];
      if (!route || !label || edge.target === null) continue;
      const known = this.edges.get(edge.id);
      if (isSame && known?.data?.route === route && known.data.label === label) {
        next.set(edge.id, known);
        continue;
      }
      const element = edgeElement(edge, route, label, look, selected.has(edge.id));
      const name = look.names.edge(edge, titles.get(edge.source) ?? '', titles.get(edge.target) ?? '');
      next.set(edge.id, sameEdge({ ...element, ariaLabel: name, focusable: look.isWalked && near.has(edge.source) }, known));
    }
    this.edges = next;
    return [...next.values()];
  }
}

/** The one state that Tab stops at: the selected one, else where the pipeline begins. The arrow keys go on from there. */
function tabStop({ nodes }: Drawn, { selection }: Look): string | null {
  return selection.states[0] ?? nodes.find(({ isInitial, parent }) => isInitial && parent === null)?.id ?? nodes[0]?.id ?? null;
}
