import { useEffect, useMemo, useState } from 'react';
import type { PipelineDocument } from '#pipeline';
import type { GraphModel } from '../../document/index.js';
import { automaticLayout } from './auto-layout.js';
import { tidied, unplacedIn, withPositions, type Positions } from './automatic.js';

export interface Placed {
  /** The document as it is drawn: states nobody placed stand where the automatic layout put them. */
  readonly document: PipelineDocument;
  /** What is shown beyond the document; goes into it with the next change of the drawing. */
  readonly shown: Positions | null;
  /** Still waiting for the automatic layout. */
  readonly isPending: boolean;
}

/** The document with states that nobody placed put in place by the worker. Looking at a pipeline does not change it. */
export function usePlaced(graph: GraphModel): Placed {
  const [found, setFound] = useState<{ readonly ids: ReadonlySet<string>; readonly positions: Positions } | null>(null);
  const unplaced = useMemo(() => unplacedIn(graph), [graph]);
  const isPending = unplaced.some((id) => !found?.ids.has(id));
  useEffect(() => {
    if (!isPending) return;
    let isLate = false;
    const take = (positions: Positions): void => {
      if (!isLate) setFound({ ids: new Set(unplaced), positions });
    };
    automaticLayout(graph).then(
      (automatic) => take(tidied(graph, automatic, 'new')),
      // Without a layout they stay in their row below the others.
      () => take({}),
    );
    return () => void (isLate = true);
  }, [graph, isPending, unplaced]);
  return useMemo(() => {
    if (unplaced.length === 0 || found === null) return { document: graph.document, shown: null, isPending };
    const here = Object.fromEntries(Object.entries(found.positions).filter(([id]) => graph.node(id)));
    return { document: withPositions(graph.document, here), shown: here, isPending };
  }, [graph, unplaced, found, isPending]);
}
