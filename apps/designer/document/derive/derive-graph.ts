import { inLocale, type Locale } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument, StateDocument } from '#pipeline';
import { placementOf, type Placement } from '../tree/placement.js';
import { ROOT, treeOf, type StateEntry, type StateTree } from '../tree/state-tree.js';
import { invokesOf } from '../tree/transitions.js';
import { edgesOf } from './edges-of.js';
import type { DeriveOptions, GraphEdge, GraphModel, GraphNode, RuleMark } from './graph.js';
import { RuleMarks } from './rule-marks.js';
import { sameParts } from './same-parts.js';

const NO_RULES: readonly AttachedRuleDocument[] = [];
const NO_MARKS: readonly RuleMark[] = [];

/**
 * The document as nodes and edges. With the model before, whatever did not change is the same object again, so that a view
 * draws only what did. Linear in the size of the document; unchanged states cost a few comparisons.
 */
export function deriveGraph(document: PipelineDocument, options: DeriveOptions, before?: GraphModel): GraphModel {
  const last = before instanceof Graph ? before : undefined;
  if (last && last.document === document && last.locale === options.locale && last.marks.rules === (options.rules ?? NO_RULES)) return last;
  return new Graph(document, options, last);
}

/** What one state became, and what it was made from. */
interface Made {
  readonly state: StateDocument;
  /** `null` for the root. */
  readonly node: GraphNode | null;
  readonly edges: readonly GraphEdge[];
  readonly internals: readonly GraphEdge[];
}

class Graph implements GraphModel {
  readonly locale: Locale;
  readonly marks: RuleMarks;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly rootInternals: readonly GraphEdge[];
  readonly rules: readonly RuleMark[];
  private readonly made = new Map<string, Made>();
  private edgeMap: Map<string, GraphEdge> | null = null;

  constructor(
    readonly document: PipelineDocument,
    { locale, rules = NO_RULES }: DeriveOptions,
    before: Graph | undefined,
  ) {
    this.locale = locale;
    const isSameReader = before?.locale === locale && before.marks.rules === rules;
    this.marks = isSameReader ? before.marks : new RuleMarks(rules, locale);
    const tree = treeOf(document);
    const initials = initialIds(tree);
    for (const entry of tree.entries.values()) this.made.set(entry.id, this.make(entry, tree, initials, before, isSameReader));
    const all = [...this.made.values()];
    this.nodes = sameList(
      all.flatMap(({ node }) => node ?? []),
      before?.nodes,
    );
    this.edges = sameList(
      all.flatMap(({ edges }) => edges),
      before?.edges,
    );
    this.rootInternals = this.made.get(ROOT)?.internals ?? [];
    this.rules = rules.length === 0 ? NO_MARKS : this.marks.beside(tree, eventsIn(all));
  }

  readonly node = (id: string): GraphNode | undefined => this.made.get(id)?.node ?? undefined;

  readonly edge = (id: string): GraphEdge | undefined => {
    this.edgeMap ??= new Map([...this.made.values()].flatMap(({ edges, internals }) => [...edges, ...internals]).map((edge) => [edge.id, edge]));
    return this.edgeMap.get(id);
  };

  private make(entry: StateEntry, tree: StateTree, initials: ReadonlySet<string>, before: Graph | undefined, isSameReader: boolean): Made {
    const old = before?.made.get(entry.id);
    const place: Place = { position: placementOf(this.document, entry.id), isInitial: initials.has(entry.id), depth: entry.path.length - 1 };
    if (old && isSameReader && old.state === entry.state && isUnmoved(old, entry, place, tree)) return old;
    const fresh = edgesOf({ entry, tree, marks: this.marks, locale: this.locale });
    const known = new Map([...(old?.edges ?? []), ...(old?.internals ?? [])].map((edge) => [edge.id, edge]));
    const kept = fresh.map((edge) => same(edge, known.get(edge.id)));
    const edges = kept.filter((edge) => edge.target !== null);
    const internals = sameList(
      kept.filter((edge) => edge.target === null),
      old?.internals,
    );
    const node = entry.parent === null ? null : same(nodeOf(entry, place, internals, this.marks, this.locale), old?.node ?? undefined);
    return { state: entry.state, node, edges, internals };
  }
}

/** Every event that some state listens to. */
function eventsIn(all: readonly Made[]): ReadonlySet<string> {
  const events = new Set<string>();
  for (const { edges, internals } of all) for (const list of [edges, internals]) for (const { event } of list) if (event !== null) events.add(event);
  return events;
}

interface Place {
  readonly position: Placement | null;
  readonly isInitial: boolean;
  readonly depth: number;
}

function initialIds(tree: StateTree): ReadonlySet<string> {
  return new Set([...tree.entries.values()].flatMap(({ state, kind }) => (kind === 'compound' ? [state.initial ?? []].flat() : [])));
}

function isUnmoved({ node, edges }: Made, entry: StateEntry, { position, isInitial, depth }: Place, tree: StateTree): boolean {
  if (edges.some((edge) => edge.isBroken === tree.has(edge.target as string))) return false;
  if (node === null) return entry.parent === null;
  const parent = entry.parent === ROOT ? null : entry.parent;
  return node.at === entry.at && node.parent === parent && node.isInitial === isInitial && node.depth === depth && sameParts(node.position, position);
}

function nodeOf(entry: StateEntry, { position, isInitial, depth }: Place, internals: readonly GraphEdge[], marks: RuleMarks, locale: Locale): GraphNode {
  const { state, id, at, kind, children } = entry;
  const invokes = invokesOf(state);
  const kinds = (actions: StateDocument['entry']): readonly string[] => actions?.map((action) => action.do) ?? [];
  return {
    id,
    at,
    parent: entry.parent === ROOT ? null : entry.parent,
    kind,
    isDeepHistory: kind === 'history' && state.history === 'deep',
    depth,
    children,
    stage: state.stage === true,
    isInitial,
    title: state.title ? inLocale(state.title, locale) : entry.key,
    description: state.description ? inLocale(state.description, locale) : null,
    probability: state.probability ?? null,
    outcome: state.outcome ?? null,
    badges: {
      entry: state.entry?.length ?? 0,
      exit: state.exit?.length ?? 0,
      timers: state.after?.length ?? 0,
      invokes: invokes.length,
      internal: internals.length,
    },
    steps: [...kinds(state.entry), ...invokes.map(({ step }) => step), ...kinds(state.exit)],
    rules: marks.ofState(id),
    internals,
    position,
  };
}

const same = <T extends object>(fresh: T, old: T | undefined): T => (old !== undefined && sameParts(fresh, old) ? old : fresh);

/** The old list where it has the same members. */
function sameList<T>(fresh: readonly T[], old: readonly T[] | undefined): readonly T[] {
  return old !== undefined && fresh.length === old.length && fresh.every((member, n) => member === old[n]) ? old : fresh;
}
