export * from './fields/index.js';
export * from './objects/index.js';
export type * from './ports.js';
export * from './records/index.js';
export * from './import/index.js';
