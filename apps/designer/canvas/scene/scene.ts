import type { PipelineDocument } from '#pipeline';
import { ROOT, type GraphEdge, type GraphNode } from '../../document/index.js';
import { boxesOf, HEAD, type Box, type Boxes, type Sizes } from '../../document/placement/index.js';
import { Family, placeLabels, Router, type LabelPlace, type Line, type Point, type Route } from '../routing/index.js';
import { sizeOfLabel } from './sizes.js';

/** What is drawn: states, and lines with their labels. */
export interface Drawn {
  readonly document: PipelineDocument;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly sizes: Sizes;
}

export interface Geometry {
  /** Without what is being dragged. */
  readonly resting: Boxes;
  /** On the whole drawing, as they are now. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly routes: ReadonlyMap<string, Route>;
  /** The middle of each label. */
  readonly labels: ReadonlyMap<string, LabelPlace>;
}

/** Where dragged states are, relative to the state around. */
export type Drag = ReadonlyMap<string, Point>;

/**
 * Boxes, lines and labels of a drawing, kept from one frame to the next: what did not change is the same object, and while dragging
 * only what hangs on the dragged states is computed.
 */
export class Scene {
  private readonly router = new Router();
  private family: Family | null = null;
  private parents: ReadonlyMap<string, string | null> = new Map();
  private drawn: Drawn | null = null;
  private resting: Boxes | null = null;
  private lines: readonly Line[] = [];
  private edges: readonly GraphEdge[] = [];
  private labels: ReadonlyMap<string, LabelPlace> = new Map();
  private labelled: ReadonlyMap<string, Route> = new Map();

  update(drawn: Drawn, drag: Drag | null): Geometry {
    if (this.drawn !== drawn) this.take(drawn);
    const resting = this.resting as Boxes;
    const boxes = drag === null ? resting.absolute : this.dragged(resting, drag);
    const routes = new Map(this.router.update(withRoot(boxes, resting), this.lines, this.family as Family));
    this.placeLabels(routes, boxes, drag !== null);
    return { resting, boxes, routes, labels: this.labels };
  }

  private take(drawn: Drawn): void {
    const parents = new Map(drawn.nodes.map((node) => [node.id, node.parent]));
    if (this.family === null || !sameMap(parents, this.parents)) [this.parents, this.family] = [parents, new Family(parents)];
    this.resting = withGone(boxesOf(drawn.document, drawn.sizes), drawn);
    if (this.drawn?.edges !== drawn.edges) {
      this.edges = drawn.edges.filter((edge) => edge.target !== null && !edge.isBroken);
      this.lines = this.edges.map(({ id, source, target }) => ({ id, source, target: target as string }));
    }
    this.drawn = drawn;
  }

  private dragged({ absolute, relative }: Boxes, drag: Drag): ReadonlyMap<string, Box> {
    const boxes = new Map(absolute);
    for (const [id, parent] of this.parents) {
      const around = parent === null ? undefined : boxes.get(parent);
      const isCarried = parent !== null && boxes.get(parent) !== absolute.get(parent);
      const own = relative.get(id);
      const at = drag.get(id);
      if (!own || (!at && !isCarried)) continue;
      const { x, y } = at ?? own;
      boxes.set(id, { ...own, x: x + (around?.x ?? 0), y: y + (around?.y ?? 0) });
    }
    return boxes;
  }

  /** All labels at rest; while dragging only those whose line moved, which then may lie on something. */
  private placeLabels(routes: ReadonlyMap<string, Route>, boxes: ReadonlyMap<string, Box>, isDragging: boolean): void {
    const changed = this.edges.filter(({ id }) => routes.get(id) !== this.labelled.get(id));
    if (changed.length === 0 && routes.size === this.labelled.size) return;
    const chosen = isDragging ? changed : this.edges;
    const places = placeLabels(
      chosen.flatMap((edge) => {
        const route = routes.get(edge.id);
        return route ? [{ id: edge.id, points: route.points, size: sizeOfLabel(edge) }] : [];
      }),
      isDragging ? [] : this.solid(boxes),
    );
    this.labels = isDragging ? new Map([...this.labels, ...places]) : kept(places, this.labels);
    this.labelled = isDragging ? this.labelled : routes;
  }

  /** What hides a label: states, and the heads of states around others. */
  private *solid(boxes: ReadonlyMap<string, Box>): Generator<Box> {
    for (const node of this.drawn?.nodes ?? []) {
      const box = boxes.get(node.id);
      if (box) yield node.children.length > 0 ? { ...box, height: HEAD - 12 } : box;
    }
  }
}

/** Room that the mark of the pipeline itself takes, for transitions that hold everywhere. */
const ROOT_SIZE = { width: 136, height: 40 };
const ROOT_GAP = 64;

export const rootBox = ({ bounds }: Boxes): Box => ({ ...ROOT_SIZE, x: bounds.x, y: bounds.y - ROOT_GAP - ROOT_SIZE.height });

const withRoot = (boxes: ReadonlyMap<string, Box>, resting: Boxes): ReadonlyMap<string, Box> => new Map([...boxes, [ROOT, rootBox(resting)]]);

/** States that only the document before has, shown in a comparison, stand where they were if that is known. */
function withGone(boxes: Boxes, { nodes }: Drawn): Boxes {
  const gone = nodes.filter(({ id }) => !boxes.relative.has(id));
  if (gone.length === 0) return boxes;
  const [relative, absolute] = [new Map(boxes.relative), new Map(boxes.absolute)];
  let free = boxes.bounds.x;
  for (const node of gone) {
    const around = node.parent === null ? undefined : absolute.get(node.parent);
    const own = { width: 200, height: 68, x: node.position?.x ?? free, y: node.position?.y ?? boxes.bounds.y + boxes.bounds.height + 40 };
    free += 240;
    relative.set(node.id, own);
    absolute.set(node.id, { ...own, x: own.x + (around?.x ?? 0), y: own.y + (around?.y ?? 0) });
  }
  return { relative, absolute, bounds: boxes.bounds };
}

const sameMap = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): boolean => a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

/** The new places, the same objects where they are the same. */
function kept(places: ReadonlyMap<string, LabelPlace>, before: ReadonlyMap<string, LabelPlace>): ReadonlyMap<string, LabelPlace> {
  return new Map(
    [...places].map(([id, place]) => {
      const old = before.get(id);
      return [id, old && old.x === place.x && old.y === place.y && old.width === place.width ? old : place];
    }),
  );
}
