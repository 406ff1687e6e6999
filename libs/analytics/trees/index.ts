export { fitBoosted, boostedScores, type BoostedFit, type BoostedOptions } from './boosted.js';
export { fitCart, fitForest, forestScores, type CartOptions, type ForestFit, type ForestOptions } from './forest.js';
export { leavesOf, type FlatTree } from './flat-tree.js';
export { addShap, meanValue } from './tree-shap.js';
export { classifyQuinlan, fitQuinlan, type QuinlanOptions } from './quinlan.js';
export type { QuinlanNode } from './quinlan-node.js';
