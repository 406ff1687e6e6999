export { compareDocuments, REMOVED_EDGE, type Comparison, type Mark } from './compare.js';
export { canonicalLines, diffLines, diffText, type DiffLine } from './line-diff.js';
