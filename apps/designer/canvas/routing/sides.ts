import { type Box, type Side } from './geometry.js';

export type SidePair = readonly [Side, Side];

const APART = 28;

/**
 * At which sides a line may leave one box and reach the other, the most natural pair first: work flows to the right, then down.
 * `holds` says which of the two lies around the other.
 */
export function sidePairs(source: Box, target: Box, holds: 'source' | 'target' | null): readonly SidePair[] {
  if (holds === 'source') return [['left', 'left']];
  if (holds === 'target') return [['right', 'right']];
  if (target.x >= source.x + source.width + APART) return [['right', 'left'], ...updown(source, target, 'left'), ['bottom', 'bottom'], ['top', 'top']];
  const isBelow = target.y >= source.y + source.height + APART;
  const isAbove = source.y >= target.y + target.height + APART;
  if (target.x + target.width + APART <= source.x)
    return [['left', 'right'], ...(isBelow ? ([['bottom', 'right']] as const) : []), ['bottom', 'bottom'], ['top', 'top']];
  if (isBelow)
    return [
      ['bottom', 'top'],
      ['right', 'right'],
      ['left', 'left'],
    ];
  if (isAbove)
    return [
      ['top', 'bottom'],
      ['left', 'left'],
      ['right', 'right'],
    ];
  return [
    ['bottom', 'bottom'],
    ['top', 'top'],
  ];
}

function updown(source: Box, target: Box, arrival: Side): readonly SidePair[] {
  if (target.y >= source.y + source.height + APART) return [['bottom', arrival]];
  return source.y >= target.y + target.height + APART ? [['top', arrival]] : [];
}
