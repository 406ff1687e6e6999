import { useEffect } from 'react';
import type { GraphModel } from '../../document/index.js';
import { ROOT, treeOf } from '../../document/index.js';
import type { Lit } from '../../designer/designer-state.js';
import { useDesignerActions } from '../../designer/use-designer.js';
import { possibleEvents, type Walk } from './walk.js';

/** The canvas as the walk stands: active states, the transitions just taken, those that could be taken now. */
export function useLighting(walk: Walk | null, graph: GraphModel): void {
  const { setLit } = useDesignerActions();
  useEffect(() => {
    setLit(walk && litBy(walk, graph));
  }, [walk, graph, setLit]);
  useEffect(() => () => setLit(null), [setLit]);
}

export function litBy(walk: Walk, graph: GraphModel): Lit {
  const tree = treeOf(graph.document);
  const active = new Set(walk.snapshot.configuration.flatMap((leaf) => [leaf, ...tree.above(leaf)]));
  const taken = new Set(walk.steps.at(-1)?.entry?.taken);
  const events = new Set(possibleEvents(walk).flatMap(({ event, allowed }) => (allowed ? [event] : [])));
  const isPossible = (source: string, event: string | null): boolean => event !== null && events.has(event) && (active.has(source) || source === ROOT);
  return {
    active,
    taken: new Set(graph.edges.filter(({ at }) => taken.has(at)).map(({ id }) => id)),
    possible: new Set(graph.edges.filter(({ source, event }) => isPossible(source, event)).map(({ id }) => id)),
  };
}
