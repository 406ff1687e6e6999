import type { GraphNode } from '../../document/index.js';
import type { StateData } from '../scene/flow-elements.js';

/** How a state stands out, as attributes that the style sheets know. */
export const frameMarks = ({ node, shine, heat, mark, isTarget, isRegion }: StateData, selected: boolean | undefined) => ({
  'data-kind': node.kind,
  'data-stage': node.stage || undefined,
  'data-outcome': outcomeOf(node),
  'data-selected': selected || undefined,
  'data-shine': shine ?? undefined,
  'data-mark': mark ?? undefined,
  'data-target': isTarget || undefined,
  'data-region': isRegion || undefined,
  'data-odd': node.depth % 2 === 1 || undefined,
  'data-heat': heat ? Math.round(heat.share * 10) : undefined,
});

/** Outcomes are free words; those everybody knows have a colour. */
export const outcomeOf = ({ outcome }: GraphNode): 'won' | 'lost' | undefined => (outcome === 'won' || outcome === 'lost' ? outcome : undefined);
