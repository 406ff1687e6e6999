export { advance, sameSnapshot } from './advance.js';
export { explain } from './explain.js';
export { eventTime, fold, foldOne, UNBORN, type Folded, type VersionLookup } from './fold.js';
export { isFilled } from './gate.js';
export { JournalMismatch } from './ledger.js';
export { joinPersonal } from './personal.js';
export * from './run.js';
export { shortestPath, type PathResult, type PathStep } from './shortest-path.js';
