import { useMemo, useState } from 'react';
import { FlowElements, type FlowEdge, type FlowNode, type Look } from './flow-elements.js';
import { Scene, type Drag, type Drawn, type Geometry } from './scene.js';

export interface Drawing {
  readonly geometry: Geometry;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** What React Flow draws. Follows the document, the look and the drag alone; keeps what did not change from one frame to the next. */
export function useDrawing(drawn: Drawn, look: Look, drag: Drag | null): Drawing {
  const [scene] = useState(() => new Scene());
  const [elements] = useState(() => new FlowElements());
  const geometry = useMemo(() => scene.update(drawn, drag), [scene, drawn, drag]);
  const nodes = useMemo(() => elements.nodesOf(drawn, geometry, look, drag), [elements, drawn, geometry, look, drag]);
  const edges = useMemo(() => elements.edgesOf(drawn, geometry, look), [elements, drawn, geometry, look]);
  return { geometry, nodes, edges };
}
