import { ok, type Locale, type Problem, type Result } from '#kernel';
import { diffPipelines, parsePipeline, type DiffItem, type PipelineDocument } from '#pipeline';
import { deriveGraph } from '../derive/derive-graph.js';
import type { GraphEdge, GraphModel, GraphNode } from '../derive/graph.js';
import { placeOfPointer } from '../derive/places.js';
import { transitionId } from '../tree/transitions.js';

export type Mark = DiffItem['kind'];

/** Two documents in one drawing: the new one, and what was taken away beside it. */
export interface Comparison {
  /** Every difference in words, as `diffPipelines` gives them; the place of a removed thing is in the old document. */
  readonly items: readonly DiffItem[];
  /** The nodes of the new document, then those only the old one has. */
  readonly nodes: readonly GraphNode[];
  /** The edges of the new document, then those only the old one has, whose ids begin with `before:`. */
  readonly edges: readonly GraphEdge[];
  /** By node id; what is not named is the same. */
  readonly nodeMarks: ReadonlyMap<string, Mark>;
  readonly edgeMarks: ReadonlyMap<string, Mark>;
  readonly counts: Readonly<Record<Mark, number>>;
}

/** What differs between two documents, for the review; the problems of the first of them that the parser refuses. */
export function compareDocuments(before: PipelineDocument, after: PipelineDocument, locale: Locale): Result<Comparison, readonly Problem[]> {
  const [a, b] = [parsePipeline(before), parsePipeline(after)];
  if (!a.ok) return a;
  if (!b.ok) return b;
  const items = diffPipelines(a.value, b.value);
  const [old, now] = [deriveGraph(before, { locale }), deriveGraph(after, { locale })];
  const marks = new Marks(old, now);
  for (const item of items) marks.add(item);
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { kind } of items) counts[kind] += 1;
  const gone = old.nodes.filter((node) => now.node(node.id) === undefined);
  return ok({ items, nodes: [...now.nodes, ...gone], edges: [...now.edges, ...marks.removedEdges], nodeMarks: marks.nodes, edgeMarks: marks.edges, counts });
}

export const REMOVED_EDGE = 'before:';

class Marks {
  readonly nodes = new Map<string, Mark>();
  readonly edges = new Map<string, Mark>();
  readonly removedEdges: GraphEdge[] = [];

  constructor(
    private readonly old: GraphModel,
    private readonly now: GraphModel,
  ) {}

  add(item: DiffItem): void {
    switch (item.what) {
      case 'state':
        if (item.at !== '') this.markNode(item.name, item.kind);
        return;
      case 'transition':
      case 'timer':
        this.markWay(item);
        return;
      case 'pipeline':
      case 'field':
      case 'variable':
      case 'role':
        return;
    }
  }

  /** A state that is new or gone stays so, whatever else is said of it. */
  private markNode(id: string, mark: Mark): void {
    const known = this.nodes.get(id);
    if (known === undefined || known === 'changed') this.nodes.set(id, mark);
  }

  private markWay({ kind, at, name }: DiffItem): void {
    const graph = kind === 'removed' ? this.old : this.now;
    const place = placeOfPointer(graph.document, at);
    if (place.kind !== 'transition') return this.markNode(name, 'changed');
    const id = transitionId(place.place);
    const lines = graph.edges.filter((edge) => edge.place !== null && transitionId(edge.place) === id);
    // What happens inside a state has no line: the state itself is marked.
    if (lines.length === 0) this.markNode(name, 'changed');
    for (const line of lines) {
      const shown = kind === 'removed' ? { ...line, id: REMOVED_EDGE + line.id } : line;
      this.edges.set(shown.id, kind);
      if (kind === 'removed') this.removedEdges.push(shown);
    }
  }
}
