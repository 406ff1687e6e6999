export { CountedIds } from './counted-ids.js';
export { MemoryPipelines } from './memory-pipelines.js';
export { MemoryRunStore, type StoreFaults } from './memory-run-store.js';
export { MemoryTables } from './memory-tables.js';
export { MemoryScheduleStore } from './memory-schedule-store.js';
export { PlainChecks } from './plain-checks.js';
export { VirtualClock } from './virtual-clock.js';
export { addRecord, claimDue, load, releaseHeld, renewHeld, sweepDue } from './memory-rows.js';
