export type { Answer } from './answer.js';
export { mayConnect, mayHaveSlot } from './connections.js';
export { removalReport, rulesNaming, type RemovalReport } from './removal-report.js';
export { mayAdd, mayRemove, mayRename } from './states.js';
export { mayBeInitial, mayChangeKind, mayDrop } from './structure.js';
