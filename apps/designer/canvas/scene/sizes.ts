import type { GraphEdge, GraphModel, GraphNode } from '../../document/index.js';
import { defaultSize, type Size, type Sizes } from '../../document/placement/index.js';
import { textWidth } from './text-width.js';

const LINE = 20;
const TITLE_PX = 14;
const SIDE_ROOM = 28;

/** How large a state without others inside is drawn: one or two lines of title, a line of marks where it has any, and room for lines side by side. */
export function sizeOfState(node: GraphNode, bundle = 1): Size {
  const least = defaultSize(node.kind);
  if (node.kind === 'history') return least;
  const outcomeRoom = node.kind === 'final' ? 20 : 0;
  const lines = textWidth(node.title, TITLE_PX) > least.width - SIDE_ROOM - outcomeRoom ? 2 : 1;
  const content = (hasMarks(node) ? 68 : 48) + (lines - 1) * LINE;
  return { width: least.width, height: Math.max(content, 20 + bundle * LINE_GAP) };
}

/** Lines between the same two states are this far apart, so that each has room for its label. */
const LINE_GAP = 28;
const bundles = new WeakMap<readonly GraphEdge[], ReadonlyMap<string, number>>();

/** By state: the most lines it has with one other. */
function bundlesOf({ edges }: GraphModel): ReadonlyMap<string, number> {
  const known = bundles.get(edges);
  if (known) return known;
  const pairs = new Map<string, number>();
  const most = new Map<string, number>();
  for (const { source, target } of edges) {
    if (target === null || source === target) continue;
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`;
    const count = (pairs.get(pair) ?? 0) + 1;
    pairs.set(pair, count);
    for (const id of [source, target]) most.set(id, Math.max(count, most.get(id) ?? 0));
  }
  bundles.set(edges, most);
  return most;
}

/** Whether there is anything to show below the title. */
export function hasMarks({ badges, rules, stage, probability }: GraphNode): boolean {
  const { entry, exit, timers, invokes, internal } = badges;
  return entry + exit + timers + invokes + internal + rules.length > 0 || (stage && probability !== null);
}

/** Sizes of the states of a graph, for the placement of the document. */
export function sizesOf(graph: GraphModel): Sizes {
  const most = bundlesOf(graph);
  return (id) => {
    const node = graph.node(id);
    return node && node.children.length === 0 && node.kind !== 'compound' && node.kind !== 'parallel'
      ? sizeOfState(node, Math.min(6, most.get(id) ?? 0))
      : undefined;
  };
}

const LABEL_PX = 12;
const LABEL_WIDEST = 176;
const MARK = 16;

/** How large the label of a transition is drawn; a longer text is cut. */
export function sizeOfLabel(edge: GraphEdge): Size {
  const marks = marksOf(edge);
  return { width: Math.min(LABEL_WIDEST, Math.ceil(textWidth(edge.label, LABEL_PX) * 1.08) + 20 + marks * MARK), height: 22 };
}

function marksOf({ kind, condition, requires, roles, rules, steps }: GraphEdge): number {
  const isMarked = kind !== 'event' && kind !== 'always';
  return [isMarked, condition !== null, requires.length > 0, roles !== null, rules.length > 0, steps.length > 0].filter(Boolean).length;
}
