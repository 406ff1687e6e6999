export * from './commands.js';
export * from './ports.js';
export { CAPS } from './caps.js';
export { createRuntime, type Runtime, type RuntimeMetrics, type RuntimeParts, type Submitted } from './runtime.js';
export type { NextOccurrence } from './schedules/schedules.js';
export { UNDO_WITHIN_MS } from './committer/undo.js';
export { LATE_AFTER_MS } from './committer/effects.js';
export { WORKER_SETTINGS, type WorkerSettings } from './worker/worker.js';
export * from './library/index.js';
