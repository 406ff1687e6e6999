export { deriveGraph } from './derive-graph.js';
export type { DeriveOptions, EdgeKind, GraphBadges, GraphEdge, GraphModel, GraphNode, RuleMark } from './graph.js';
export { outlineRows, type OutlineOptions, type OutlineRow } from './outline.js';
export { focusOf, placeOfPointer, pointerOfPlace, type Focus, type Place } from './places.js';
export { eventsMeet } from './rule-marks.js';
export { sayDelay, sayDuration } from './words.js';
