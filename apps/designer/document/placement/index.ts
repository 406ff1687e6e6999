export { align, distribute, enclose, positionIn, type AlignEdge, type Axis } from './arrange.js';
export { boxesOf, defaultSize, GRID, HEAD, overlaps, PADDING, snap, snapped, type Box, type Boxes, type Size, type Sizes } from './boxes.js';
export { mergeLayout, type MergeOptions } from './merge-layout.js';
export { placeNew, type NewPlace } from './place-new.js';
