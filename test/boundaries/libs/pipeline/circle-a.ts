// Planted violation: a circle.
import './circle-b.js';
export const a = 1;
