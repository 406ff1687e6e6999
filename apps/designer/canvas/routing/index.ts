export { drawLine } from './draw-line.js';
export { Family } from './family.js';
export { segmentsOf, type Point, type Side } from './geometry.js';
export { placeLabels, type Labelled, type LabelPlace } from './labels.js';
export { Router, type Line, type Route } from './router.js';
