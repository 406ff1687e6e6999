export * from './activities/index.js';
export * from './calendars/index.js';
export * from './fields/index.js';
export * from './import/index.js';
export * from './objects/index.js';
export type * from './ports.js';
export * from './records/index.js';
export * from './views/index.js';
export * from './notifications/index.js';
